import { afterAll, beforeAll, expect, test } from "vitest";
import { chainText, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

async function world() {
  const [ada, bob] = [await bench.person(), await bench.person()];
  const create = (name: string, lines: string[] = []) => bench.services.chains.create(ada, chainText(name, lines));
  const [own, edits, views] = [await create("Own"), await create("Edits", ["tags: [old]"]), await create("Views")];
  const give = (id: string, role: "viewer" | "editor") =>
    bench.services.sharing.give(ada, { type: "chain", id }, bob.email, role);
  await give(edits.id, "editor");
  await give(views.id, "viewer");
  return { ada, bob, ids: [own.id, edits.id, views.id], own: own.id, edits: edits.id, views: views.id };
}

test("each is authorised by itself: what is refused says why and keeps no other from it", async () => {
  const { ada, bob, ids, own, edits, views } = await world();
  const { items } = await bench.services.chainBulk.setStatus(bob, ids, "paused");
  expect(items).toMatchObject([
    { id: own, name: null, done: false },
    { id: edits, name: "Edits", done: true },
    { id: views, name: "Views", done: false, why: expect.stringContaining("editor") },
  ]);
  expect((await bench.services.chains.get(ada, edits)).status).toBe("paused");
  expect((await bench.services.chains.get(ada, views)).status).toBe("active");
});

test("tags are added and removed by a version of each chain that changes, and of no other", async () => {
  const { ada, own, edits } = await world();
  const { items } = await bench.services.chainBulk.tag(ada, [own, edits], { add: ["shop"], remove: ["old"] });
  expect(items.every(({ done }) => done)).toBe(true);
  expect(await bench.services.chains.get(ada, edits)).toMatchObject({ tags: ["shop"], version: { number: 2 } });
  await bench.services.chainBulk.tag(ada, [edits], { add: ["shop"], remove: ["old"] });
  expect((await bench.services.chains.get(ada, edits)).version.number).toBe(2);
});

test("an editor moves nothing to the trash; its owner does, and gets all back", async () => {
  const { ada, bob, ids } = await world();
  expect((await bench.services.chainBulk.throwAway(bob, ids)).items.map(({ done }) => done)).toEqual([
    ...[false, false, false],
  ]);
  expect((await bench.services.chainBulk.throwAway(ada, ids)).items.every(({ done }) => done)).toBe(true);
  const back = await bench.services.chainBulk.restore(ada, ids);
  expect(back.items.map(({ name }) => name)).toEqual(["Own", "Edits", "Views"]);
  expect((await bench.services.chains.list(ada, { limit: 10, offset: 0 })).total).toBe(3);
});

test("an id that is named twice is one chain", async () => {
  const { ada, own } = await world();
  expect((await bench.services.chainBulk.throwAway(ada, [own, own])).items).toHaveLength(1);
});
