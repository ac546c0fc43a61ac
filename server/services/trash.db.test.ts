import { afterAll, beforeAll, expect, test } from "vitest";
import { createRetention } from "../retention/retention";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

const DAILY = ["schedule: { frequency: daily, time: '05:00:00', timezone: UTC }"];
const nextOf = async (who: Person, id: string) => (await bench.services.chains.get(who, id)).nextRunAt;
const trashed = async (who: Person) => (await bench.services.trash.list(who)).items.map(({ name }) => name);

test("in the trash a chain is nowhere else, nothing of it fires, and its executions can be read", async () => {
  const ada = await bench.person();
  const { id } = await bench.services.chains.create(ada, chainText("Old", DAILY));
  const run = await bench.services.executions.start(ada, id, { params: {}, origin: "manual" });
  await bench.services.trash.throwAway(ada, id);
  expect((await bench.services.trash.list(ada)).items).toMatchObject([
    { id, name: "Old", deletedBy: "Ada", executions: 1 },
  ]);
  expect((await bench.services.chains.list(ada, { limit: 10, offset: 0 })).items).toEqual([]);
  expect((await bench.services.schedules.list(ada)).items).toEqual([]);
  await expect(bench.services.chains.get(ada, id)).rejects.toMatchObject({ code: "not_found" });
  expect((await bench.services.executions.get(ada, run.id)).chainName).toBe("Old");
});

test("it comes back with its schedule on, or paused when it was", async () => {
  const ada = await bench.person();
  const on = await bench.services.chains.create(ada, chainText("On", DAILY));
  const off = await bench.services.chains.create(ada, chainText("Off", DAILY));
  await bench.services.schedules.pause(ada, off.id);
  for (const { id } of [on, off]) {
    await bench.services.trash.throwAway(ada, id);
    await bench.services.trash.restore(ada, id);
  }
  expect(await nextOf(ada, on.id)).toBeGreaterThan(Date.now());
  expect(await nextOf(ada, off.id)).toBeNull();
  expect(await trashed(ada)).toEqual([]);
});

test("a moment that waited to be started when the chain went is not made up for", async () => {
  const ada = await bench.person();
  const { id } = await bench.services.chains.create(ada, chainText("Waits", DAILY));
  await bench.db.sql`insert into schedule_fires (chain_id, fire_at) values (${id}, now())`;
  await bench.services.trash.throwAway(ada, id);
  const [fire] = await bench.db.sql`select note from schedule_fires where chain_id = ${id}`;
  expect(fire?.note).toContain("trash");
});

test("only its owner gets it back or deletes it for good, and only by its name", async () => {
  const [ada, bob] = [await bench.person(), await bench.person()];
  const { id } = await bench.services.chains.create(ada, chainText("Payroll"));
  const run = await bench.services.executions.start(ada, id, { params: {}, origin: "manual" });
  await bench.services.sharing.give(ada, { type: "chain", id }, bob.email, "editor");
  await expect(bench.services.trash.throwAway(bob, id)).rejects.toMatchObject({ code: "forbidden" });
  await bench.services.trash.throwAway(ada, id);
  expect(await trashed(bob)).toEqual([]);
  await expect(bench.services.trash.restore(bob, id)).rejects.toMatchObject({ code: "not_found" });
  await expect(bench.services.trash.erase(bob, id, "Payroll")).rejects.toMatchObject({ code: "not_found" });
  await expect(bench.services.trash.erase(ada, id, "payrol")).rejects.toMatchObject({ code: "invalid" });
  await bench.services.trash.erase(ada, id, "Payroll");
  expect(await trashed(ada)).toEqual([]);
  expect((await bench.services.executions.get(ada, run.id)).chainName).toBe("Payroll");
  expect(await bench.db.sql`select from shares where object_id = ${id}`).toHaveLength(0);
});

test("what is not in the trash cannot be deleted for good", async () => {
  const ada = await bench.person();
  const { id } = await bench.services.chains.create(ada, chainText("Alive"));
  await expect(bench.services.trash.erase(ada, id, "Alive")).rejects.toMatchObject({ code: "not_found" });
});

test("the trash is emptied of what has been there for its days", async () => {
  const ada = await bench.person();
  const [old, young] = [
    await bench.services.chains.create(ada, chainText("Old")),
    await bench.services.chains.create(ada, chainText("Young")),
  ];
  for (const { id } of [old, young]) await bench.services.trash.throwAway(ada, id);
  await bench.db.sql`update chains set deleted_at = now() - interval '31 days' where id = ${old.id}`;
  const log = { info() {}, warn() {} };
  let trashDays: number | "all" = "all";
  const keeping = () => ({ days: "all" as const, newest: 0, trashDays });
  const retention = createRetention({ sql: bench.db.sql, log, keeping, removeFiles: async () => {} });
  expect(await retention.emptyTrash()).toBe(0);
  trashDays = 30;
  expect(await retention.emptyTrash()).toBe(1);
  expect(await trashed(ada)).toEqual(["Young"]);
});
