import { afterEach, beforeEach, expect, test } from "vitest";
import { failWith, type Script, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let ada: Person;
beforeEach(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterEach(() => bench.close());

const set = (id: string, rest = "") =>
  `  - { id: ${id}, tool: transform, operation: set, parameters: { value: 1 }${rest} }`;
const chain = (name: string, ...steps: string[]) => [`name: ${name}`, "steps:", ...steps].join("\n");
const executions = () => bench.services.executions;

async function ran(text: string, scripts: Record<string, Script> = {}): Promise<string> {
  await bench.harness.engine(new ScriptedPort(scripts));
  const { id: chainId } = await bench.services.chains.create(ada, text);
  const { id } = await executions().start(ada, chainId, { params: {}, origin: "manual" });
  await bench.harness.ended(id);
  return id;
}

test("what stands in for a failed step is its result, for programs and in the context", async () => {
  const text = chain("Rates", set("rates", ", alternative: old"), set("old"), set("price"));
  const id = await ran(text, { rates: () => failWith("closed"), old: () => succeed({ usd: 1.1 }) });
  const results = await executions().results(ada, id);
  expect(results.map(({ stepId, result }) => [stepId, result])).toEqual([
    ...[
      ["rates", { usd: 1.1 }],
      ["old", { usd: 1.1 }],
      ["price", "price done"],
    ],
  ]);
  const { entries } = await executions().context(ada, id);
  expect(entries.map(({ key, stepId, note }) => [key, stepId, note])).toEqual([
    ...[
      ["params", null, null],
      ["errors.rates", "rates", null],
      ["rates", "rates", "from old"],
      ["price", "price", null],
    ],
  ]);
});

test("the view tells the way that was taken, the iteration of a repeat and the items of a loop", async () => {
  const text = chain(
    "Ways",
    set("a", ", next: [{ when: a == 2, goto: b }, { goto: c }]"),
    set("b"),
    set("c", ", repeat: { max: 3 }"),
    set("d", ", depends_on: [c], for_each: [1, 2, 3, 4], error_policy: continue"),
  );
  const id = await ran(text, { d: ({ item }) => (item === 2 ? failWith("no") : succeed(item)) });
  const view = await executions().get(ada, id);
  expect(view.steps.map(({ id: stepId, branch, iteration, loop }) => [stepId, branch, iteration, loop])).toEqual([
    ["a", { case: 1, goto: "c" }, 0, null],
    ["b", null, 0, null],
    ["c", null, 3, null],
    ["d", null, 0, { total: 4, ended: 4, failed: 1, asking: [] }],
  ]);
  const first = await executions().items(ada, id, "d", { limit: 3 });
  expect(first.items.map(({ item, value, status }) => [item, value, status])).toEqual([
    [0, 1, "succeeded"],
    [1, 2, "succeeded"],
    [2, 3, "failed"],
  ]);
  const rest = await executions().items(ada, id, "d", { limit: 3, cursor: first.nextCursor ?? undefined });
  expect([rest.items.map(({ item }) => item), rest.nextCursor]).toEqual([[3], null]);
  expect(await executions().step(ada, id, "d", 2)).toMatchObject({
    ...{ step: { status: "failed" }, explanation: "no", attempts: [{ number: 1, status: "failed" }] },
  });
  await expect(executions().step(ada, id, "d", 7)).rejects.toMatchObject({ code: "not_found" });
  const { items } = await executions().explain(ada, id);
  expect(items.find(({ stepId }) => stepId === "b")?.explanation).toBe('"a" went to "c".');
});

test("a sub-chain is linked with the step that runs it, both ways and after its end", async () => {
  await bench.services.chains.create(ada, chain("City", set("report")));
  const id = await ran(
    chain("Country", "  - { id: city, chain: City }", "  - { id: two, for_each: [1, 2], chain: City }"),
  );
  const view = await executions().get(ada, id);
  const childId = view.steps[0]?.childId ?? "";
  expect(await executions().get(ada, childId)).toMatchObject({
    parent: { id, stepId: "city", item: null },
    origin: "sub_chain",
  });
  const { items } = await executions().items(ada, id, "two", { limit: 10 });
  for (const { item, childId: child } of items) {
    expect(await executions().get(ada, child ?? "")).toMatchObject({ parent: { id, stepId: "two", item } });
  }
});

test("an expression is tried on what an execution had, and says what is wrong with it", async () => {
  const id = await ran(chain("Tried", set("rates")), { rates: () => succeed({ list: [{ usd: 1.1 }, { usd: 2 }] }) });
  const value = async (expression: string) => executions().evaluate(ada, id, expression);
  expect(await value("rates.list[0].usd")).toEqual({ value: 1.1, cut: false });
  expect(await value("{{ rates.list | size }}")).toEqual({ value: 2, cut: false });
  expect(await value("steps.rates.status")).toEqual({ value: "succeeded", cut: false });
  expect(await value("rate.list")).toEqual({ problem: expect.stringContaining("rates") });
  expect(await value("secrets.token")).toEqual({ problem: expect.any(String) });
  await expect(executions().evaluate(await bench.person(), id, "rates")).rejects.toThrow(/no execution/i);
});
