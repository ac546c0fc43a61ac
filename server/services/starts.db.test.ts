import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ScriptedPort } from "../engine/testing/scripted-port";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";
import type { StartRequest } from "./starts";

let bench: ServiceBench;
let ada: Person;
beforeEach(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterEach(() => bench.close());

const PARAMS = ["params: { shop: { type: string, default: north } }"];
async function starter(rule: string | null) {
  const lines = rule === null ? PARAMS : [...PARAMS, `concurrency: ${rule}`];
  const { id: chainId } = await bench.services.chains.create(ada, chainText("Shop", lines));
  const start = (request: Partial<StartRequest> = {}, who = ada) =>
    bench.services.executions.start(who, chainId, { params: {}, origin: "manual", ...request });
  return { chainId, start };
}
const statusOf = async (id: string) => (await bench.services.executions.get(ada, id)).status;

test("return_existing: a hundred starts at once are one execution, and the others hear that it runs already", async () => {
  const { start } = await starter('{ key: "{{ params.shop }}", on_conflict: return_existing }');
  const answers = await Promise.all(Array.from({ length: 100 }, () => start()));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers.filter(({ created }) => created)).toHaveLength(1);
  expect(answers.filter(({ alreadyRunning }) => alreadyRunning)).toHaveLength(99);
  const other = await start({ params: { shop: "south" } });
  expect(other).toMatchObject({ created: true, alreadyRunning: false, held: false });
});

test("queue: one too many waits, says for what, and goes on when there is room", async () => {
  const { start } = await starter('{ key: "{{ params.shop }}" }');
  const [first, second] = [await start(), await start()];
  expect([first.held, second.held]).toEqual([false, true]);
  const waiting = await bench.services.executions.get(ada, second.id);
  expect(waiting).toMatchObject({ status: "queued", waitsForKey: "north" });
  const { items } = await bench.services.executions.explain(ada, second.id);
  expect(items[0]?.explanation).toBe("The execution waits for others with the same concurrency key.");
  await bench.harness.engine(new ScriptedPort());
  await bench.harness.ended(first.id);
  expect((await bench.harness.ended(second.id)).execution.status).toBe("succeeded");
});

test("skip: one too many is recorded and has ended", async () => {
  const { start } = await starter("{ on_conflict: skip }");
  await start();
  const skipped = await start();
  expect(skipped).toMatchObject({ created: true, skipped: true });
  expect(await statusOf(skipped.id)).toBe("canceled");
});

test("cancel_running: the newest start takes the place of what runs", async () => {
  const { start } = await starter("{ on_conflict: cancel_running }");
  const [first, second] = [await start(), await start()];
  await bench.harness.engine(new ScriptedPort());
  expect((await bench.harness.ended(first.id)).execution.status).toBe("canceled");
  expect((await bench.harness.ended(second.id)).execution.status).toBe("succeeded");
});

test("an idempotency key is heeded also where the concurrency key has no room", async () => {
  const { start } = await starter("{ on_conflict: skip }");
  const idempotencyKey = uuidv7();
  const first = await start({ idempotencyKey });
  expect(await start({ idempotencyKey })).toMatchObject({ id: first.id, created: false, skipped: false });
});

test.each([null, "{ on_conflict: queue }"])(
  "an id that the caller chose is the same start again, and a conflict for every other one (concurrency %s)",
  async (rule) => {
    const { start, chainId } = await starter(rule);
    const executionId = `order-${uuidv7()}`;
    const request = { executionId, params: { shop: "west" } };
    expect(await start(request)).toMatchObject({ id: executionId, created: true });
    expect(await start(request)).toMatchObject({ id: executionId, created: false });
    await expect(start({ ...request, params: { shop: "east" } })).rejects.toMatchObject({ code: "conflict" });
    const bob = await bench.person();
    await expect(start(request, bob)).rejects.toMatchObject({ code: "not_found" });
    const { id: bobs } = await bench.services.chains.create(bob, chainText("His", PARAMS));
    const stolen = bench.services.executions.start(bob, bobs, { ...request, origin: "manual" });
    await expect(stolen).rejects.toThrow(`The execution id "${executionId}" is taken`);
    expect((await bench.services.executions.list(ada, { chainId, limit: 9 })).items).toHaveLength(1);
  },
);

test("a priority is kept, and one beyond the scale is refused", async () => {
  const { start } = await starter(null);
  const { id } = await start({ priority: 7 });
  expect((await bench.services.executions.get(ada, id)).priority).toBe(7);
  await expect(start({ priority: 101 })).rejects.toMatchObject({ code: "invalid" });
});
