import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/test-database";
import { ensureDatabase } from "./ensure-database";

const NAME = `made_${randomUUID().replaceAll("-", "")}`;
let database: TestDatabase;
let clients: postgres.Sql[];

beforeEach(async () => {
  database = await createTestDatabase();
  clients = Array.from({ length: 6 }, () => postgres(database.url, { max: 1, onnotice: () => {} }));
});
afterEach(async () => {
  await clients[0]?.unsafe(`drop database if exists ${NAME}`);
  await Promise.all(clients.map((sql) => sql.end()));
  await database.drop();
});

test("of several who make a database at once all find it made", async () => {
  await Promise.all(clients.map((sql) => sql`select 1`));
  await Promise.all(clients.map((sql) => ensureDatabase(sql, NAME)));
  const found = await database.sql`select 1 from pg_database where datname = ${NAME}`;
  expect(found).toHaveLength(1);
});
