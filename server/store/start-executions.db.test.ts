import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import { findExecution, listEvents } from "./executions";
import { startExecutions } from "./start-executions";
import { insertPerson, startOf } from "./testing/rows";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("a hundred starts at once with one key are one execution, and all get its id", async () => {
  const idempotencyKey = uuidv7();
  const starts = Array.from({ length: 100 }, () => startExecutions(db.sql, [startOf({ idempotencyKey })]));
  const answers = (await Promise.all(starts)).flat();
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.created)).toHaveLength(1);
  const rows = await db.sql`select id from executions where idempotency_key = ${idempotencyKey}`;
  expect(rows.map((row) => row.id)).toEqual([answers[0]?.id]);
  expect(await listEvents(db.sql, answers[0]?.id ?? "", { afterSeq: 0, limit: 10 })).toMatchObject([
    { seq: 1, kind: "execution.queued" },
  ]);
});

test("the same key inside one batch is one execution, and the answers keep their order", async () => {
  const [first, second] = [uuidv7(), uuidv7()];
  const starts = [first, second, first].map((idempotencyKey) => startOf({ idempotencyKey }));
  const answers = await startExecutions(db.sql, starts);
  expect(answers.map((answer) => answer.id)).toEqual([starts[0]?.id, starts[1]?.id, starts[0]?.id]);
  expect(answers.map((answer) => answer.created)).toEqual([true, true, false]);
});

test("the same key of two people is two executions", async () => {
  const idempotencyKey = uuidv7();
  const [ada, bob] = [await insertPerson(db.sql), await insertPerson(db.sql)];
  const answers = await startExecutions(db.sql, [
    startOf({ idempotencyKey, userId: ada }),
    startOf({ idempotencyKey, userId: bob }),
  ]);
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(2);
});

test("the same id twice, without a key, is one execution", async () => {
  const start = startOf();
  expect(await startExecutions(db.sql, [start])).toEqual([{ id: start.id, created: true }]);
  expect(await startExecutions(db.sql, [start])).toEqual([{ id: start.id, created: false }]);
});

test("in one batch, the same id twice is one execution and one answer says so", async () => {
  const start = startOf();
  const answers = await startExecutions(db.sql, [start, start]);
  expect(answers.filter((answer) => answer.created)).toHaveLength(1);
});

test("parameters that JSON in Postgres cannot hold do not keep an execution from starting", async () => {
  const start = startOf({ params: { text: "a\0b" } });
  await startExecutions(db.sql, [start]);
  expect((await findExecution(db.sql, start.id))?.params).toEqual({ text: "a\ufffdb" });
});
