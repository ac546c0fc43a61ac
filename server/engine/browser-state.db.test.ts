import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { savePlan } from "../store/plans";
import { startReplay } from "../store/replays";
import type { BrowserState, StepOutcome } from "./ports";
import { EngineHarness } from "./testing/engine-harness";
import { failWith, ScriptedPort, succeed } from "./testing/scripted-port";

let harness: EngineHarness;
beforeAll(async () => {
  harness = await EngineHarness.create();
});
afterAll(() => harness.close());

const state = (id: string): BrowserState => ({
  id,
  url: `http://x/${id}`,
  tabs: [`http://x/${id}`],
  storage: { cookies: [], origins: [] },
  sessionStorage: [{ origin: "http://x", items: { step: id } }],
});
const browsed = (id: string): StepOutcome => ({ ...succeed(id), browser: state(id) }) as StepOutcome;

/** a - b - c with a browser each; `works`: c succeeds. */
function threeSteps(works: () => boolean) {
  const port = new ScriptedPort({
    a: () => browsed("a"),
    b: () => browsed("b"),
    c: () => (works() ? browsed("c") : failWith("no")),
  });
  const plan = planOf([{ id: "a" }, { id: "b" }, { id: "c" }]);
  return { port, plan: { ...plan, share: { browserSession: true, files: true } } };
}

describe("the recorded state of the browser", () => {
  it("goes to the next step, and to the first step of a replay as it was before that step", async () => {
    let works = false;
    const { port, plan } = threeSteps(() => works);
    await harness.engine(port);
    const old = await harness.start(plan);
    expect((await harness.ended(old)).execution.status).toBe("failed");
    expect(["a", "b", "c"].map((id) => port.callsOf(id)[0]?.browser?.id ?? null)).toEqual([null, "a", "b"]);

    works = true;
    await savePlan(harness.db.sql, plan);
    const replay = async (from: string, kept: string[]) => {
      const start = {
        ...{ id: uuidv7(), userId: null, chainId: null, chainName: plan.name, versionNumber: null },
        ...{ planHash: plan.hash, origin: "manual" as const, idempotencyKey: null, params: {}, createdAt: new Date() },
        replay: { of: old, from, overrides: null },
      };
      await startReplay(harness.db.sql, start, kept);
      await harness.ended(start.id);
      return port.calls.filter(({ executionId }) => executionId === start.id);
    };
    expect((await replay("c", ["a", "b"])).map(({ browser }) => browser)).toEqual([state("b")]);
    const calls = await replay("b", ["a"]);
    expect(calls.map(({ stepId, browser }) => [stepId, browser?.id])).toEqual([
      ["b", "a"],
      ["c", "b"],
    ]);
  });
});
