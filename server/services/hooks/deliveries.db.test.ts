import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HookThings, hookThingsOf } from "../../api/testing/hook-things";
import type { Role } from "../../core/access/roles";
import { chainText, type Person, ServiceBench } from "../../testing/service-bench";

let bench: ServiceBench;
let owner: Person;
let chainId: string;
let executionId: string;
let things: HookThings;
beforeAll(async () => {
  bench = await ServiceBench.open();
  owner = await bench.person();
  ({ id: chainId } = await bench.services.chains.create(owner, chainText("Tells others")));
  ({ id: executionId } = await bench.services.executions.start(owner, chainId, { params: {}, origin: "manual" }));
  things = await hookThingsOf(bench.db.sql, owner.id, executionId);
});
afterAll(() => bench.close());

const FILTER = {
  ...{ search: null, state: null, moment: null, type: null, chainId: null, executionId: null, host: null, since: null },
};
const hooks = () => bench.services.hooks;
const listed = async (who: Person) =>
  (await hooks().list(who, FILTER, { limit: 50, offset: 0 })).items.map(({ id }) => id);

async function sharedWith(role: Exclude<Role, "owner">, object: { type: "chain" | "execution"; id: string }) {
  const other = await bench.person();
  await bench.services.sharing.give(owner, object, other.email, role);
  return other;
}

test("whoever sees a chain sees what its hooks sent, and a runner of it may send it again", async () => {
  const chain = { type: "chain", id: chainId } as const;
  const viewer = await sharedWith("viewer", chain);
  expect(await listed(viewer)).toEqual([things.deliveryId]);
  expect((await hooks().overview(viewer, 0)).hosts).toMatchObject([{ host: things.hookHost, failed: 1 }]);
  const seen = await hooks().get(viewer, things.deliveryId);
  expect(seen.whyNot).toContain("needs the role runner; yours on this execution is viewer");
  expect(await hooks().redeliver(viewer, [things.deliveryId])).toEqual({ count: 0, refused: seen.whyNot });
  await expect(hooks().resetBreaker(viewer, things.hookHost)).rejects.toMatchObject({ code: "not_found" });

  const runner = await sharedWith("runner", chain);
  expect((await hooks().get(runner, things.deliveryId)).whyNot).toBeNull();
  await hooks().resetBreaker(runner, things.hookHost);
  expect(await hooks().redeliver(runner, [things.deliveryId, uuidv7()])).toEqual({ count: 1, refused: null });
  expect(await hooks().giveUp(runner, [things.deliveryId])).toEqual({ count: 1, refused: null });

  await bench.services.sharing.remove(owner, chain, viewer.id);
  expect(await listed(viewer)).toEqual([]);
  await expect(hooks().get(viewer, things.deliveryId)).rejects.toMatchObject({ code: "not_found" });
});

test("what somebody runs of a chain of another shows its owner what its hooks sent", async () => {
  const runner = await sharedWith("runner", { type: "chain", id: chainId });
  const started = await bench.services.executions.start(runner, chainId, { params: {}, origin: "manual" });
  const theirs = await hookThingsOf(bench.db.sql, runner.id, started.id);
  expect(await listed(owner)).toContain(theirs.deliveryId);
  expect(await hooks().get(owner, theirs.deliveryId)).toMatchObject({ id: theirs.deliveryId, whyNot: null });
});

test("a single execution that was shared brings its deliveries and no others", async () => {
  const again = await bench.services.executions.start(owner, chainId, { params: {}, origin: "manual" });
  const other = await hookThingsOf(bench.db.sql, owner.id, again.id);
  const guest = await sharedWith("viewer", { type: "execution", id: executionId });
  expect(await listed(guest)).toEqual([things.deliveryId]);
  await expect(hooks().get(guest, other.deliveryId)).rejects.toMatchObject({ code: "not_found" });
});

test("hooks of all chains are for administrators, and what others send is not", async () => {
  const [admin, stranger] = [await bench.person("admin"), await bench.person()];
  const server = await hookThingsOf(bench.db.sql, owner.id, executionId);
  await bench.db.sql`
    update hook_moments set level = 'server'
    where id = (select moment_id from hook_deliveries where id = ${server.deliveryId})`;
  expect(await listed(admin)).toEqual([server.deliveryId]);
  expect(await listed(owner)).not.toContain(server.deliveryId);
  expect(await listed(stranger)).toEqual([]);
  expect((await hooks().get(admin, server.deliveryId)).whyNot).toBeNull();
  for (const [who, id] of [
    [owner, server.deliveryId],
    [admin, things.deliveryId],
  ] as const) {
    await expect(hooks().get(who, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await hooks().redeliver(who, [id])).toEqual({ count: 0, refused: null });
  }
});
