import { afterAll, beforeAll, expect, test } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { findWaiting, recordAnswer } from "../store/answers";
import { EngineHarness } from "./testing/engine-harness";
import { ScriptedPort } from "./testing/scripted-port";

let harness: EngineHarness;
beforeAll(async () => {
  harness = await EngineHarness.create();
});
afterAll(() => harness.close());

const PROMPT = { question: "Shall it?", answers: {}, approvers: [], onReject: "fail" };
const asking = () =>
  new ScriptedPort({ ask: () => ({ status: "asking", until: null, message: "Shall it?", prompt: PROMPT }) });
const say = (executionId: string, by: string, rejected: string | null = null) =>
  recordAnswer(harness.db.sql, {
    ...{ executionId, command: "answer" as const, stepId: "ask", item: null, by, note: null },
    data: { answer: { approved: rejected === null, by }, rejected },
  });
const started = async () => {
  const id = await harness.start(planOf([{ id: "ask" }, { id: "then", parameters: { by: "{{ ask.by }}" } }]));
  await harness.until(id, (facts) => facts.steps.ask?.status === "waiting");
  return id;
};

test("of twenty answers at once, while the engine writes, one counts and the others are told that they came late", async () => {
  await harness.engine(asking());
  const id = await started();
  expect(await findWaiting(harness.db.sql, id, "ask", null)).toMatchObject({ code: "approval", prompt: PROMPT });
  const said = await Promise.all(Array.from({ length: 20 }, (_, index) => say(id, `person ${index}`)));
  expect(said.filter(Boolean)).toHaveLength(1);
  const facts = await harness.ended(id);
  expect(facts.execution.status).toBe("succeeded");
  expect(facts.results.ask).toEqual({ approved: true, by: `person ${said.indexOf(true)}` });
  expect(await say(id, "late")).toBe(false);
  expect(await findWaiting(harness.db.sql, id, "ask", null)).toBeNull();
});

test("a no fails the step with what the person said", async () => {
  await harness.engine(asking());
  const id = await started();
  expect(await say(id, "owner", "Not today.")).toBe(true);
  const facts = await harness.ended(id);
  expect(facts.steps.ask).toMatchObject({ status: "failed", reason: { code: "rejected", message: "Not today." } });
});
