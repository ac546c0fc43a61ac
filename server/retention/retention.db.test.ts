import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import { startExecutions } from "../store/start-executions";
import type { ExecutionStart } from "../store/start-values";
import { queue, startOf } from "../store/testing/rows";
import { removeExecutionFiles } from "../tools/files/remove-executions";
import { createRetention } from "./retention";

const DAY = 86_400_000;
const NOW = Date.parse("2030-06-01T12:00:00Z");
const CHAIN = uuidv7();

let db: TestDatabase;
let home: string;
beforeEach(async () => {
  db = await createTestDatabase();
  home = await mkdtemp(path.join(tmpdir(), "chainwright-retention-"));
  await queue(db.sql, 0);
});
afterEach(async () => {
  await db.drop();
  await rm(home, { recursive: true, force: true });
});

/** An execution that ended so many days ago, with a step, events and a file. */
async function ended(daysAgo: number, rest: Partial<ExecutionStart> = {}): Promise<string> {
  const createdAt = new Date(NOW - daysAgo * DAY);
  const start = startOf({ chainId: CHAIN, createdAt, ...rest });
  await startExecutions(db.sql, [start]);
  await db.sql`update executions set status = 'succeeded', wake_at = null, ended_at = ${createdAt} where id = ${start.id}`;
  await db.sql`insert into step_executions (execution_id, step_id, status, attempt, failures)
    values (${start.id}, 'a', 'succeeded', 1, 0)`;
  await mkdir(path.join(home, "executions", start.id, "a"), { recursive: true });
  await writeFile(path.join(home, "executions", start.id, "a", "report.txt"), "x");
  return start.id;
}

function retention(keep: { days: number | "all"; newest: number }, now = NOW) {
  const log = { info() {}, warn() {} };
  return createRetention({
    ...{ sql: db.sql, log, now: () => now, removeFiles: (ids) => removeExecutionFiles(home, ids) },
    keeping: () => ({ ...keep, trashDays: "all" }),
  });
}

async function left(): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`select id from executions order by created_at`;
  return rows.map((row) => row.id);
}

test("what ended before its days were over goes, with steps, events and files; the rest stays", async () => {
  const [old, young] = [await ended(91), await ended(89)];
  expect(await retention({ days: 90, newest: 0 }).sweep()).toBe(1);
  expect(await left()).toEqual([young]);
  expect(await readdir(path.join(home, "executions"))).toEqual([young]);
  const rest = await db.sql`
    select execution_id from step_executions where execution_id = ${old}
    union all select execution_id from execution_events where execution_id = ${old}`;
  expect(rest).toHaveLength(0);
});

test("the newest of each chain stay, however old they are", async () => {
  const [, second, third] = [await ended(400), await ended(300), await ended(200)];
  const other = await ended(500, { chainId: uuidv7() });
  expect(await retention({ days: 90, newest: 2 }).sweep()).toBe(1);
  expect(await left()).toEqual([other, second, third]);
});

test("tests go when their days are over, and take no place of a real one", async () => {
  const real = await ended(300);
  await ended(200, { isTest: true });
  const young = await ended(10, { isTest: true });
  expect(await retention({ days: 90, newest: 1 }).sweep()).toBe(1);
  expect(await left()).toEqual([real, young]);
});

test("executions of no chain are counted as one", async () => {
  const [, newest] = [await ended(200, { chainId: null }), await ended(100, { chainId: null })];
  await retention({ days: 90, newest: 1 }).sweep();
  expect(await left()).toEqual([newest]);
});

test("what has not ended stays, and so does what an execution that goes on came from or waits for", async () => {
  const open = startOf({ chainId: CHAIN, createdAt: new Date(NOW - 200 * DAY) });
  const source = await ended(300);
  const replay = startOf({ createdAt: new Date(NOW), replay: { of: source, from: "a", overrides: null } });
  const child = await ended(250, { parent: { id: open.id, step: "a", item: null } });
  await startExecutions(db.sql, [open, replay]);
  expect(await retention({ days: 90, newest: 0 }).sweep()).toBe(0);
  expect(await left()).toEqual([source, child, open.id, replay.id]);
  await db.sql`update executions set status = 'failed', ended_at = ${new Date(NOW)} where ended_at is null`;
  expect(await retention({ days: 90, newest: 0 }).sweep()).toBe(2);
});

test("many are deleted in batches, by several processes at once, each once", async () => {
  await db.sql`insert into executions (id, chain_id, chain_name, plan_hash, origin, params, status, seq, created_at, ended_at)
    select 'old-' || n, ${CHAIN}, 'Test', 'h', 'manual', '{}', 'succeeded', 1, to_timestamp(n), to_timestamp(n)
    from generate_series(1, 450) n`;
  const counts = await Promise.all([1, 2].map(() => retention({ days: 1, newest: 0 }).sweep()));
  expect(counts.reduce((a, b) => a + b)).toBe(450);
  expect(await left()).toEqual([]);
});

test("while the files cannot be removed the rows stay", async () => {
  const id = await ended(100);
  const failing = createRetention({
    ...{ sql: db.sql, log: { info() {}, warn() {} }, now: () => NOW },
    keeping: () => ({ days: 1, newest: 0, trashDays: "all" }),
    removeFiles: () => Promise.reject(new Error("disk")),
  });
  await expect(failing.sweep()).rejects.toThrow("disk");
  expect(await left()).toEqual([id]);
});

test("with days: all nothing is ever deleted", async () => {
  const id = await ended(10_000);
  expect(await retention({ days: "all", newest: 0 }).sweep()).toBe(0);
  expect(await left()).toEqual([id]);
});
