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
