import { afterAll, beforeAll, expect, test } from "vitest";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

const chain = (who: Person, name: string, lines: string[] = []) =>
  bench.services.chains.create(who, chainText(name, lines));
const find = async (who: Person, text: string) => {
  const { chains, executions, tasks } = await bench.services.search.all(who, text);
  return {
    chains: chains.map(({ name }) => name),
    executions: executions.map(({ id }) => id),
    tasks: tasks.map(({ name }) => name),
  };
};
const start = (who: Person, id: string) =>
  bench.services.executions.start(who, id, { params: {}, origin: "manual" as const });

test("a chain is found by letters of its name, by a tag and by its id, with its last executions", async () => {
  const ada = await bench.person();
  const { id } = await chain(ada, "Nightly backfill", ["tags: [orders]"]);
  await chain(ada, "Anno bis");
  const run = await start(ada, id);
  expect((await find(ada, "nb")).chains[0]).toBe("Nightly backfill");
  expect((await find(ada, "orders")).chains).toEqual(["Nightly backfill"]);
  expect(await find(ada, id)).toEqual({ chains: ["Nightly backfill"], executions: [run.id], tasks: [] });
});

test("an execution is found by its id, and by the two ends of it that pages print", async () => {
  const ada = await bench.person();
  const { id } = await chain(ada, "Shop watch");
  const run = await start(ada, id);
  await start(ada, id);
  expect((await find(ada, run.id)).executions).toEqual([run.id]);
  expect((await find(ada, `${run.id.slice(0, 8)}…${run.id.slice(-4)}`)).executions).toEqual([run.id]);
});

test("with nothing typed comes what was used last", async () => {
  const ada = await bench.person();
  const old = await chain(ada, "Old");
  await chain(ada, "New");
  expect((await find(ada, "")).chains).toEqual(["New", "Old"]);
  await start(ada, old.id);
  expect((await find(ada, "")).chains).toEqual(["Old", "New"]);
});

test("what others have is not found, unless it was shared; after that is taken back it is gone again", async () => {
  const [ada, bob] = [await bench.person(), await bench.person()];
  const { id } = await chain(ada, "Payroll");
  const run = await start(ada, id);
  await bench.services.tasks.create(ada, {
    name: "Payroll task",
    body: { tool: "transform", operation: "set", parameters: { value: 1 } },
  });
  const nothing = { chains: [], executions: [], tasks: [] };
  for (const text of ["payroll", id, run.id, ""]) expect(await find(bob, text)).toEqual(nothing);
  expect((await find(ada, "payroll")).tasks).toEqual(["Payroll task"]);
  const object = { type: "chain", id } as const;
  await bench.services.sharing.give(ada, object, bob.email, "viewer");
  expect(await find(bob, "payroll")).toEqual({ chains: ["Payroll"], executions: [run.id], tasks: [] });
  await bench.services.sharing.remove(ada, object, bob.id);
  expect(await find(bob, "payroll")).toEqual(nothing);
});

test("signs that mean something in a pattern are letters here", async () => {
  const ada = await bench.person();
  await chain(ada, "100% of it");
  await chain(ada, "Other");
  expect((await find(ada, "100%")).chains).toEqual(["100% of it"]);
  expect((await find(ada, "_")).chains).toEqual([]);
});
