import { afterAll, beforeAll, expect, test } from "vitest";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let ada: Person;
beforeAll(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
});
afterAll(() => bench.close());

const start = async (chainId: string, rest: object = {}) =>
  (await bench.services.executions.start(ada, chainId, { params: {}, origin: "manual", ...rest })).id;
const ids = async (filter: object) =>
  (await bench.services.executions.list(ada, { limit: 50, ...filter })).items.map(({ id }) => id);

test("filters hold together; test runs are listed and counted apart", async () => {
  const { id: shop } = await bench.services.chains.create(ada, chainText("Shop", ["tags: [prices]"]));
  const { id: other } = await bench.services.chains.create(ada, chainText("Other"));
  const [a, b] = [await start(shop), await start(shop, { origin: "api" })];
  const c = await start(other);
  const trial = await start(shop, { isTest: true });
  await bench.db.sql`update executions set created_at = now() - interval '2 days' where id = ${a}`;
  expect(await ids({})).toEqual([c, b, a]);
  expect(await ids({ tests: true })).toEqual([trial]);
  expect(await ids({ tag: "prices" })).toEqual([b, a]);
  expect(await ids({ tag: "prices", origin: ["manual"] })).toEqual([a]);
  expect(await ids({ chainId: other, origin: ["api"] })).toEqual([]);
  const yesterday = Date.now() - 86_400_000;
  expect(await ids({ since: yesterday })).toEqual([c, b]);
  expect(await ids({ until: yesterday })).toEqual([a]);

  const until = Date.now() + 60_000;
  const chart = await bench.services.executions.chart(ada, { since: until - 3 * 86_400_000, until, buckets: 3 });
  expect(chart).toMatchObject({ total: 3, counts: { queued: 3 }, buckets: [{ queued: 1 }, {}, { queued: 2 }] });
  const stranger = await bench.person();
  expect(await bench.services.executions.chart(stranger, { since: 0, until, buckets: 2 })).toMatchObject({ total: 0 });
});

test("of others are what was shared, through a chain, a task or by itself; each row says what one may do with it", async () => {
  const [cleo, ben] = [await bench.person(), await bench.person()];
  const { chains, executions, sharing, tasks } = bench.services;
  const run = async (who: Person, chainId: string) =>
    (await executions.start(who, chainId, { params: {}, origin: "manual" })).id;
  const [shared, own, single] = [
    (await chains.create(ben, chainText("Shared"))).id,
    (await chains.create(cleo, chainText("Own"))).id,
    (await chains.create(ben, chainText("Single"))).id,
  ];
  await sharing.give(ben, { type: "chain", id: shared }, cleo.email, "viewer");
  await sharing.give(cleo, { type: "chain", id: own }, ben.email, "runner");
  const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
  const { id: taskId } = await tasks.create(ben, { name: "Ben's task", body });
  await sharing.give(ben, { type: "task", id: taskId }, cleo.email, "runner");
  const theirs = await run(ben, shared);
  const mine = await run(cleo, own);
  const byBen = await run(ben, own);
  const alone = await run(ben, single);
  await sharing.give(ben, { type: "execution", id: alone }, cleo.email, "viewer");
  const ofTask = (await tasks.run(cleo, taskId, { idempotencyKey: "one" })).id;
  const list = async (whose: "all" | "mine" | "shared") =>
    (await executions.list(cleo, { limit: 50, whose })).items.map(({ id, role }) => [id, role]);
  expect(await list("all")).toHaveLength(5);
  expect(await list("mine")).toEqual([
    [byBen, "owner"],
    [mine, "owner"],
  ]);
  expect(await list("shared")).toEqual([
    [ofTask, "runner"],
    [alone, "viewer"],
    [theirs, "viewer"],
  ]);
  const stranger = await bench.person();
  expect((await executions.list(stranger, { limit: 50, whose: "shared" })).items).toEqual([]);
});
