import { afterEach, beforeEach, expect, test } from "vitest";
import { chainText, type Person, ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
let ada: Person;
let chainId: string;
beforeEach(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
  chainId = (await bench.services.chains.create(ada, chainText("Shared"))).id;
});
afterEach(() => bench.close());

const seen = (editor: string, stepId: string | null = null) =>
  bench.services.chainEditors.seen(ada, chainId, editor, stepId);

test("two tabs of one person see each other and where they are, until one leaves", async () => {
  expect((await seen("first", "one")).others).toEqual([]);
  expect((await seen("second")).others).toEqual([{ editor: "first", name: "Ada", you: true, stepId: "one" }]);
  await bench.services.chainEditors.left(ada, chainId, "first");
  expect((await seen("second")).others).toEqual([]);
});

test("a page that has been silent for half a minute is not there", async () => {
  await seen("first");
  await bench.db.sql`update chain_editors set seen_at = now() - interval '31 seconds'`;
  expect((await seen("second")).others).toEqual([]);
  expect(await bench.db.sql`select editor from chain_editors`).toMatchObject([{ editor: "second" }]);
});

test("tells of a newer version and who made it", async () => {
  expect((await seen("first")).newest).toEqual({ number: 1, by: "Ada" });
  await bench.services.chains.save(ada, chainId, chainText("Shared", [], ["two"]), 1);
  expect((await seen("first")).newest).toEqual({ number: 2, by: "Ada" });
});

test("a page of another person is theirs: its id moves nothing, and says another name", async () => {
  const eve = await bench.person();
  await bench.db
    .sql`insert into chain_editors (chain_id, user_id, editor, step_id) values (${chainId}, ${eve.id}, 'hers', 'two')`;
  expect((await seen("mine")).others).toEqual([{ editor: "hers", name: "Ada", you: false, stepId: "two" }]);
  await seen("hers", "stolen");
  await bench.services.chainEditors.left(ada, chainId, "hers");
  expect((await seen("mine")).others).toEqual([{ editor: "hers", name: "Ada", you: false, stepId: "two" }]);
  await expect(bench.services.chainEditors.seen(eve, chainId, "x", null)).rejects.toThrow("not yours");
});
