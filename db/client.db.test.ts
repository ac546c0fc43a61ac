import { sql as words } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "./client";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, max: 2 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("no client keeps its locks for long in the middle of a transaction, as a frozen process would", async () => {
  const setting = "select current_setting('idle_in_transaction_session_timeout') as timeout";
  for (const client of [db.sql, db.flush]) expect(await client.unsafe(setting)).toEqual([{ timeout: "10s" }]);
  expect([...(await db.orm.execute(words.raw(setting)))]).toEqual([{ timeout: "10s" }]);
});

test("who stands still in a transaction for longer loses it, and others go on", async () => {
  await db.sql`create table frozen (at int)`;
  await db.sql`insert into frozen values (1)`;
  const stuck = db.sql.begin(async (tx) => {
    await tx`set local idle_in_transaction_session_timeout = '50ms'`;
    await tx`update frozen set at = 2`;
    // Nothing is asked of the server until the other one has got the row.
    await db.flush`update frozen set at = at + 10`;
    return tx`select 1`;
  });
  await expect(stuck).rejects.toThrow();
  expect([...(await db.sql`select at from frozen`)]).toEqual([{ at: 11 }]);
});
