import { afterEach, beforeEach, expect, test } from "vitest";
import { deferred, failWith, type Script, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let finish: () => void;
beforeEach(async () => {
  bench = await ServiceBench.open();
  const gate = deferred<null>();
  finish = () => gate.resolve(null);
  const slow: Script = (_call, io) => {
    io.signal.addEventListener("abort", finish);
    return gate.promise.then(() => succeed(1));
  };
  await bench.harness.engine(new ScriptedPort({ two: () => failWith("no"), slow }));
});
afterEach(() => bench.close());

async function start(who: Person, name: string, steps: string[]): Promise<string> {
  const { id: chainId } = await bench.services.chains.create(who, chainText(name, [], steps));
  return (await bench.services.executions.start(who, chainId, { params: {}, origin: "manual" as const })).id;
}

/** Two of one person: one that failed at its second step, one that goes on. */
async function world() {
  const ada = await bench.person();
  const [ended, open] = [await start(ada, "Shop watch", ["one", "two"]), await start(ada, "Slow", ["slow"])];
  await bench.harness.ended(ended);
  await bench.harness.until(open, ({ execution }) => execution.status === "running");
  return { ada, ended, open };
}
const replaysOf = (id: string) => bench.db.sql`select replay_from from executions where replay_of = ${id}`;

test("what goes on is canceled, what has ended says why not", async () => {
  const { ada, ended, open } = await world();
  const { items } = await bench.services.executionBulk.cancel(ada, [ended, open], "wrong target");
  expect(items).toMatchObject([
    { id: ended, name: "Shop watch", done: false, why: expect.stringContaining("has failed") },
    { id: open, done: true },
  ]);
  const { execution } = await bench.harness.ended(open);
  expect(execution.status).toBe("canceled");
  expect(JSON.stringify(execution.reason)).toContain("wrong target");
});

test("what has ended is replayed from the step that went wrong, and with the same key only once", async () => {
  const { ada, ended, open } = await world();
  const { items } = await bench.services.executionBulk.replay(ada, [ended, open], "key");
  expect(items.map(({ done }) => done)).toEqual([true, false]);
  await bench.services.executionBulk.replay(ada, [ended], "key");
  expect(await replaysOf(ended)).toMatchObject([{ replay_from: "two" }]);
  finish();
});

test("executions of others are not there", async () => {
  const { ended, open } = await world();
  const bob = await bench.person();
  const { items } = await bench.services.executionBulk.cancel(bob, [ended, open], null);
  expect(items).toMatchObject([
    { name: null, done: false },
    { name: null, done: false },
  ]);
  await bench.services.executionBulk.replay(bob, [ended], "key");
  expect(await replaysOf(ended)).toEqual([]);
  finish();
});
