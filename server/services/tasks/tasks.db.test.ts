import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonValue } from "../../core/json";
import { type Person, ServiceBench } from "../../testing/service-bench";
import { type Bench, createBench } from "../../tools/test-bench";

let bench: ServiceBench;
let tools: Bench;
beforeAll(async () => {
  [bench, tools] = await Promise.all([ServiceBench.open(), createBench()]);
  await bench.harness.engine(tools.tools);
});
afterAll(async () => {
  await bench.close();
  await tools.close();
});

const PAGE = { limit: 50, offset: 0 };
const set = (value: JsonValue) => ({ tool: "transform", operation: "set", parameters: { value } });

/** Runs a task and waits for its end. */
async function ran(person: Person, name: string, body: object) {
  const { id } = await bench.services.tasks.create(person, { name, body: body as never });
  const { id: executionId } = await bench.services.tasks.run(person, id, { idempotencyKey: "once" });
  await bench.harness.ended(executionId);
  return { id, executionId };
}

describe("a task", () => {
  it("runs alone, in an execution of its own, and stands in the history with what came of it", async () => {
    const person = await bench.person();
    const { id, executionId } = await ran(person, "Count to three", set([1, 2, 3]));
    const execution = await bench.services.executions.get(person, executionId);
    expect(execution).toMatchObject({
      origin: "task",
      chainId: null,
      chainName: "Count to three",
      status: "succeeded",
    });
    const { items, total } = await bench.services.tasks.history(person, {}, PAGE);
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      ...{ id: `${executionId}:task`, taskId: id, chain: null, status: "succeeded", summary: "3 items" },
      ...{ tool: "transform", operation: "set", templates: 0, body: set([1, 2, 3]) },
    });
    expect((await bench.services.tasks.list(person, PAGE)).items[0]).toMatchObject({
      ...{ id, kind: "operation", runs: 1, last: { executionId, status: "succeeded" } },
    });
  });

  it("is the same execution when it is run again with the same key", async () => {
    const person = await bench.person();
    const { id, executionId } = await ran(person, "Once", set(1));
    expect(await bench.services.tasks.run(person, id, { idempotencyKey: "once" })).toMatchObject({ id: executionId });
    expect((await bench.services.tasks.run(person, id, { idempotencyKey: "twice" })).id).not.toBe(executionId);
  });

  it("that would not run is refused with what is wrong in it, and where", async () => {
    const person = await bench.person();
    const wrong = { tool: "transform", operation: "set", parameters: { value: "{{ deals.items }}" } };
    await expect(bench.services.tasks.create(person, { name: "No", body: wrong })).rejects.toMatchObject({
      code: "invalid",
      data: { diagnostics: [expect.objectContaining({ path: "steps[0].parameters.value" })] },
    });
    await expect(bench.services.tasks.create(person, { name: " ", body: set(1) })).rejects.toMatchObject({
      data: { field: "name" },
    });
  });

  it("keeps what ran when it is changed or removed", async () => {
    const person = await bench.person();
    const { id } = await ran(person, "First", set(1));
    await bench.services.tasks.update(person, id, { name: "Second", body: set(2) });
    expect((await bench.services.tasks.history(person, {}, PAGE)).items[0]?.body).toEqual(set(1));
    await bench.services.tasks.remove(person, id);
    await expect(bench.services.tasks.get(person, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await bench.services.tasks.history(person, {}, PAGE)).total).toBe(1);
  });
});

describe("the history", () => {
  it("holds what ran in chains too, finds it by name, tool, status and value, and by page", async () => {
    const person = await bench.person();
    const text = `name: Shop
steps:
  - { id: prices, name: Read prices, tool: transform, operation: set, parameters: { value: { deals: [1, 2] } } }
  - { id: stop, name: Give up, tool: flow, operation: fail, parameters: { message: "No ${"{{ prices.deals | size }}"} kettles" } }
`;
    const { id: chainId } = await bench.services.chains.create(person, text);
    const start = { params: {}, origin: "manual" as const };
    const { id } = await bench.services.executions.start(person, chainId, start);
    await bench.harness.ended(id);
    await ran(person, "Alone", set("a gooseneck kettle"));
    const find = async (filter: object) =>
      (await bench.services.tasks.history(person, filter, PAGE)).items.map(({ name }) => name);
    expect(await find({})).toEqual(["Alone", "Give up", "Read prices"]);
    const oldest = await bench.services.tasks.history(person, {}, { ...PAGE, oldestFirst: true });
    expect(oldest.items.map(({ name }) => name)).toEqual(["Read prices", "Give up", "Alone"]);
    expect(await find({ search: "read PRI" })).toEqual(["Read prices"]);
    expect(await find({ search: "gooseneck" })).toEqual(["Alone"]);
    expect(await find({ tool: "flow" })).toEqual(["Give up"]);
    expect(await find({ tool: "transform.set", chainId })).toEqual(["Read prices"]);
    expect(await find({ status: ["failed"] })).toEqual(["Give up"]);
    expect(await find({ search: "%" })).toEqual([]);
    const second = await bench.services.tasks.history(person, {}, { limit: 1, offset: 1 });
    expect(second).toMatchObject({ total: 3, items: [{ name: "Give up", summary: "No 2 kettles", templates: 1 }] });
    expect(second.items[0]?.chain).toEqual({ id: chainId, name: "Shop" });
  });

  it("is a person's own, and so are the bodies that it names", async () => {
    const [person, other] = [await bench.person(), await bench.person()];
    const { id, executionId } = await ran(person, "Mine", set(1));
    expect((await bench.services.tasks.history(other, {}, PAGE)).total).toBe(0);
    for (const reference of [id, `${executionId}:task`]) {
      expect(await bench.services.tasks.source(person, reference)).toMatchObject({ body: set(1) });
      await expect(bench.services.tasks.source(other, reference)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

it("what was shared is told from one's own, in the list and in the history", async () => {
  const [person, other] = [await bench.person(), await bench.person()];
  const own = await ran(person, "Own", set(1));
  const theirs = await ran(other, "Theirs", set(2));
  await bench.services.sharing.give(other, { type: "task", id: theirs.id }, person.email, "viewer");
  const names = async (whose: "all" | "mine" | "shared") => [
    (await bench.services.tasks.list(person, { ...PAGE, whose })).items.map(({ id }) => id),
    (await bench.services.tasks.history(person, { whose }, PAGE)).items.map(({ taskId }) => taskId),
  ];
  expect(await names("shared")).toEqual([[theirs.id], [theirs.id]]);
  expect(await names("mine")).toEqual([[own.id], [own.id]]);
  expect((await names("all")).map((ids) => ids.length)).toEqual([2, 2]);
});
