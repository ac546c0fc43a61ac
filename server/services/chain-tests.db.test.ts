import { afterEach, beforeEach, expect, test } from "vitest";
import { failWith, type Script, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { activeExecutions } from "../store/schedules";
import { type Person, ServiceBench } from "../testing/service-bench";
import type { TestRequest } from "./chain-tests";

let bench: ServiceBench;
let ada: Person;
beforeEach(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterEach(() => bench.close());

const set = (id: string, value: string, rest = "") =>
  `  - { id: ${id}, tool: transform, operation: set, parameters: { value: '${value}' }${rest} }`;
const chain = (steps: string[], head: string[] = []) => ["name: Shop", ...head, "steps:", ...steps].join("\n");
const THREE = chain([set("a", "1"), set("b", "{{ a }}"), set("c", "{{ b }}")]);

/** A chain of Ada's and an engine whose steps give what the scripts say; without one a step gives its parameters. */
async function shop(text: string, scripts: Record<string, Script> = {}) {
  const ids = [...text.matchAll(/id: (\w+)/g)].map(([, id]) => id ?? "");
  const echo: Script = ({ parameters }) => succeed(parameters);
  const port = new ScriptedPort({ ...Object.fromEntries(ids.map((id) => [id, echo])), ...scripts });
  await bench.harness.engine(port);
  const { id } = await bench.services.chains.create(ada, text);
  return { chainId: id, port };
}
const run = (chainId: string, source: string, scope: TestRequest["scope"], params = {}) =>
  bench.services.chainTests.start(ada, chainId, { source, scope, params });
const fix = (chainId: string, stepId: string, value: string | object) =>
  bench.services.fixedResults.fix(ada, chainId, stepId, { type: "result", value: value as string });

test("up to a step: fixed ones do not run, later ones neither", async () => {
  const { chainId, port } = await shop(THREE);
  await fix(chainId, "a", "fixed {{ b }}");
  const { id, given } = await run(chainId, THREE, { type: "up_to", stepId: "b" });
  const facts = await bench.harness.ended(id);
  expect(facts.execution.status).toBe("succeeded");
  expect(port.calls.map(({ stepId }) => stepId)).toEqual(["b"]);
  expect(facts.results.b).toEqual({ value: "fixed {{ b }}" });
  expect(given).toEqual([{ stepId: "a", name: "a", from: { type: "fixed" } }]);
  expect(await bench.services.executions.step(ada, id, "a")).toMatchObject({ isFixed: true, keptFrom: null });
  expect(await bench.services.executions.step(ada, id, "b")).toMatchObject({ isFixed: false });
  const view = await bench.services.executions.get(ada, id);
  expect(view).toMatchObject({ isTest: true, versionNumber: null });
  expect(view.steps.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "skipped"]);
});

test("a step alone takes what its draft reads from the last execution, and says what is missing", async () => {
  const { chainId, port } = await shop(THREE);
  await expect(run(chainId, THREE, { type: "step", stepId: "b" })).rejects.toThrow(
    'Fix a result for "a", or test up to this step.',
  );
  const { id: real } = await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual" });
  await bench.harness.ended(real);
  const draft = chain([set("a", "1"), set("b", "again {{ a.value }}")]);
  const { id, given } = await run(chainId, draft, { type: "step", stepId: "b" });
  const facts = await bench.harness.ended(id);
  expect(facts.results.b).toEqual({ value: "again 1" });
  expect(port.callsOf("a")).toHaveLength(1);
  expect(given).toEqual([{ stepId: "a", name: "a", from: { type: "execution", id: real } }]);
});

test("a fixed error does what the policy of its step says", async () => {
  const policies = chain([
    set("bad", "1", ", error_policy: continue"),
    set("next", "{{ errors.bad.message }}"),
    set("stop", "1", ", depends_on: [next]"),
  ]);
  const { chainId, port } = await shop(policies);
  const error = { code: "tool_error", message: "The shop is closed." } as const;
  await bench.services.fixedResults.fix(ada, chainId, "bad", { type: "error", error });
  const first = await run(chainId, policies, { type: "up_to", stepId: "next" });
  const facts = await bench.harness.ended(first.id);
  expect(facts.execution).toMatchObject({ status: "succeeded", withErrors: true });
  expect(facts.results.next).toEqual({ value: "The shop is closed." });
  await bench.services.fixedResults.clear(ada, chainId, "bad");
  await bench.services.fixedResults.fix(ada, chainId, "next", { type: "error", error });
  const second = await run(chainId, policies, { type: "whole" });
  const stopped = await bench.harness.ended(second.id);
  expect(stopped.execution).toMatchObject({ status: "failed", reason: { code: "step_failed" } });
  expect(port.callsOf("stop")).toHaveLength(0);
});

test("a fixed failure is made good by its alternative, and a fixed choice takes its way", async () => {
  const text = chain([
    set("read", "1", ", error_policy: alternative, alternative: spare"),
    set("choose", "1", ", next: [{ when: choose == 2, goto: two }, { goto: one }]"),
    set("one", "1"),
    set("two", "{{ read.value }}", ", depends_on: [read]"),
    set("spare", "spare"),
  ]);
  const { chainId, port } = await shop(text);
  await bench.services.fixedResults.fix(ada, chainId, "read", {
    type: "error",
    error: { code: "timeout", message: "Too slow." },
  });
  await bench.services.fixedResults.fix(ada, chainId, "choose", { type: "result", value: 2 });
  const { id } = await run(chainId, text, { type: "whole" });
  const facts = await bench.harness.ended(id);
  expect(facts.execution.status).toBe("succeeded");
  expect(port.calls.map(({ stepId }) => stepId).sort()).toEqual(["spare", "two"]);
  expect(facts.results.two).toEqual({ value: "spare" });
});

test("what a step gave in an execution can be fixed, its error too", async () => {
  const { chainId } = await shop(THREE, { b: () => failWith("no"), a: () => succeed({ big: 1 }) });
  const { id } = await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual" });
  await bench.harness.ended(id);
  for (const stepId of ["a", "b"])
    await bench.services.fixedResults.fix(ada, chainId, stepId, { type: "execution", executionId: id });
  expect(await bench.services.fixedResults.list(ada, chainId)).toMatchObject([
    { stepId: "a", type: "result", value: { big: 1 } },
    { stepId: "b", type: "error", error: { code: "tool_error", message: "no" } },
  ]);
  await expect(
    bench.services.fixedResults.fix(ada, chainId, "c", { type: "execution", executionId: id }),
  ).rejects.toThrow("gave nothing");
});

test("nobody is told of a test, it waits for no line, and no list or statistic counts it", async () => {
  const head = [
    "concurrency: { key: shop, on_conflict: cancel_running }",
    "params: { shop: { type: string, required: true } }",
  ];
  const text = chain([set("a", "{{ params.shop }}")], head);
  const { chainId } = await shop(text);
  await expect(run(chainId, text, { type: "whole" })).rejects.toThrow('The parameter "shop" is required.');
  const { id } = await run(chainId, text, { type: "whole" }, { shop: "x" });
  expect((await bench.harness.ended(id)).results.a).toEqual({ value: "x" });
  await bench.services.chainTests.start(ada, chainId, {
    source: text,
    scope: { type: "whole" },
    params: { shop: "y" },
  });
  expect(await activeExecutions(bench.db.sql, chainId)).toEqual([]);
  expect((await bench.services.executions.list(ada, { chainId, limit: 10 })).items).toEqual([]);
  const withTests = await bench.services.executions.list(ada, { chainId, limit: 10, tests: true });
  expect(withTests.items).toMatchObject([{}, { id }]);
  expect((await bench.services.chains.list(ada, { limit: 10, offset: 0 })).items[0]).toMatchObject({ id: chainId });
  expect(JSON.stringify(await bench.services.chains.list(ada, { limit: 10, offset: 0 }))).not.toContain(id);
  expect(await bench.services.notifications.list(ada, { limit: 10, unreadOnly: false })).toMatchObject({ items: [] });
});

test("everybody fixes for themselves, and others have no part in a chain", async () => {
  const { chainId } = await shop(THREE);
  await fix(chainId, "a", "mine");
  const eve = await bench.person();
  await expect(bench.services.fixedResults.list(eve, chainId)).rejects.toThrow("not yours");
  await expect(
    bench.services.chainTests.start(eve, chainId, { source: THREE, scope: { type: "whole" }, params: {} }),
  ).rejects.toThrow("not yours");
  await expect(bench.services.fixedResults.clear(eve, chainId, "a")).rejects.toThrow("not yours");
  const { id: other } = await bench.services.chains.create(eve, THREE);
  const { id } = await run(chainId, THREE, { type: "whole" });
  await bench.harness.ended(id);
  await expect(
    bench.services.fixedResults.fix(eve, other, "a", { type: "execution", executionId: id }),
  ).rejects.toThrow("not yours");
});
