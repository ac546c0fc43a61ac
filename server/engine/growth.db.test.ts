import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import { queue } from "../store/testing/rows";
import { Growth } from "./growth";

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.drop());

const known = async () => {
  const [row] = await db.sql<
    { rows: number }[]
  >`select reltuples::int as rows from pg_class where relname = 'executions'`;
  return row?.rows ?? 0;
};

test("a table that is known to be large is left alone", async () => {
  await queue(db.sql, 400);
  await db.sql`analyze executions`;
  await queue(db.sql, 50);
  const growth = new Growth(db.sql, { info() {}, warn() {}, error() {} });
  for (let index = 0; index < 100; index += 1) growth.note();
  await growth.idle();
  expect(await known()).toBe(400);
});

test("the statistics follow a young table, at every doubling", async () => {
  const growth = new Growth(db.sql, { info() {}, warn() {}, error() {} });
  await queue(db.sql, 120);
  for (let index = 0; index < 99; index += 1) growth.note();
  await growth.idle();
  expect(await known()).toBeLessThanOrEqual(0);
  growth.note();
  await growth.idle();
  expect(await known()).toBe(120);
  await queue(db.sql, 100);
  for (let index = 0; index < 100; index += 1) growth.note();
  await growth.idle();
  expect(await known()).toBe(220);
});

test("a burst is looked at when it begins and once more after that, not at every doubling", async () => {
  const growth = new Growth(db.sql, { info() {}, warn() {}, error() {} });
  await queue(db.sql, 400);
  for (let index = 0; index < 1_700; index += 1) growth.note();
  await growth.idle();
  const [row] = await db.sql`select analyze_count::int as looks from pg_stat_user_tables where relname = 'executions'`;
  expect([row?.looks, await known()]).toEqual([2, 400]);
});
