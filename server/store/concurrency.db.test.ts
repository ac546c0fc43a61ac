import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import type { ConflictPolicy } from "../core/plan/plan";
import { claimExecutions } from "./claims";
import { recordCommand } from "./commands";
import { admitHeld, heldKeys, startLimited } from "./concurrency";
import { findExecution, listEvents } from "./executions";
import { processWithLease, queue, startOf } from "./testing/rows";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await queue(db.sql, 1);
  await db.sql`delete from executions`;
});
afterAll(() => db.drop());

const begin = (
  key: string,
  onConflict: ConflictPolicy,
  rest: { limit?: number; priority?: number; idempotencyKey?: string } = {},
) => {
  const { limit = 1, ...more } = rest;
  const start = startOf(more);
  return startLimited(db.sql, { ...start, concurrency: { key, limit, held: false } }, onConflict);
};
const end = (id: string) => db.sql`update executions set status = 'succeeded', ended_at = now() where id = ${id}`;
const statusOf = async (id: string) => (await findExecution(db.sql, id))?.status;

test("of a hundred starts at once over many connections exactly as many begin as the limit says", async () => {
  const key = `chain:${uuidv7()}`;
  const answers = await Promise.all(Array.from({ length: 100 }, () => begin(key, "queue", { limit: 3 })));
  const outcomes = answers.map((answer) => answer.outcome);
  expect(outcomes.filter((outcome) => outcome === "started")).toHaveLength(3);
  expect(outcomes.filter((outcome) => outcome === "held")).toHaveLength(97);
  const owner = await processWithLease(db.sql);
  const claimed = await claimExecutions(db.sql, owner, { limit: 200, offsetMs: 0 });
  expect(claimed.map((one) => one.id).sort()).toEqual(
    answers.flatMap((one) => (one.outcome === "started" ? [one.id] : [])).sort(),
  );
  await db.sql`update executions set ended_at = now() where concurrency_key = ${key}`;
});

test("return_existing answers a hundred starts at once with the one that goes on", async () => {
  const key = `chain:${uuidv7()}`;
  const answers = await Promise.all(Array.from({ length: 100 }, () => begin(key, "return_existing")));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.created)).toHaveLength(1);
});

test("skip records the execution and why it did not run", async () => {
  const key = "chain:shop";
  await begin(key, "skip");
  const { id, outcome } = await begin(key, "skip");
  expect(outcome).toBe("skipped");
  expect(await findExecution(db.sql, id)).toMatchObject({
    status: "canceled",
    reason: { code: "concurrency_skip", message: '1 of at most 1 executions with the key "shop" were going on.' },
  });
  const events = await listEvents(db.sql, id, { afterSeq: 0, limit: 9 });
  expect(events.map((event) => event.kind)).toEqual(["execution.queued", "execution.canceled"]);
});

test("held executions are admitted by priority and then in their order, and nobody overtakes them", async () => {
  const key = `chain:${uuidv7()}`;
  const first = await begin(key, "queue");
  const [second, third] = [await begin(key, "queue"), await begin(key, "queue")];
  const urgent = await begin(key, "queue", { priority: 5 });
  await end(first.id);
  expect(await heldKeys(db.sql)).toContain(key);
  const late = await begin(key, "queue");
  const order: string[] = [];
  for (const expected of [urgent, second, third, late]) {
    const rows =
      await db.sql`select id from executions where concurrency_key = ${key} and not held and ended_at is null`;
    order.push(...rows.map((row) => String(row.id)));
    await end(expected.id);
    await admitHeld(db.sql, key);
  }
  expect(order).toEqual([urgent.id, second.id, third.id, late.id]);
  expect(await heldKeys(db.sql)).not.toContain(key);
});

test("cancel_running tells the one that goes on to end, and takes the place of those that wait", async () => {
  const key = `chain:${uuidv7()}`;
  const running = await begin(key, "cancel_running");
  const waiting = await begin(key, "cancel_running");
  const newest = await begin(key, "cancel_running");
  expect([waiting.outcome, newest.outcome]).toEqual(["held", "held"]);
  const orders = await db.sql`select command from execution_commands where execution_id = ${running.id}`;
  expect(orders.map((row) => row.command)).toContain("cancel");
  expect((await findExecution(db.sql, waiting.id))?.reason?.code).toBe("concurrency_superseded");
  await end(running.id);
  expect(await admitHeld(db.sql, key)).toBe(1);
  expect(await statusOf(newest.id)).toBe("queued");
});

test("a newest one takes the place of a long line, longer than one message to the pages can name", async () => {
  const key = `chain:${uuidv7()}`;
  await begin(key, "queue");
  const line = await Promise.all(Array.from({ length: 300 }, () => begin(key, "queue")));
  expect((await begin(key, "cancel_running")).outcome).toBe("held");
  const ends = await Promise.all(line.map(async ({ id }) => (await findExecution(db.sql, id))?.reason?.code));
  expect(new Set(ends)).toEqual(new Set(["concurrency_superseded"]));
});

test("the same idempotency key is one execution also when there is no room", async () => {
  const key = `chain:${uuidv7()}`;
  await begin(key, "queue");
  const idempotencyKey = uuidv7();
  const answers = await Promise.all(Array.from({ length: 20 }, () => begin(key, "queue", { idempotencyKey })));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
});

test("a held execution is claimed only to be canceled", async () => {
  const key = `chain:${uuidv7()}`;
  await begin(key, "queue");
  const { id } = await begin(key, "queue");
  const owner = await processWithLease(db.sql);
  const claimedIds = async () =>
    (await claimExecutions(db.sql, owner, { limit: 200, offsetMs: 0 })).map((one) => one.id);
  expect(await claimedIds()).not.toContain(id);
  await recordCommand(db.sql, {
    executionId: id,
    command: "cancel",
    stepId: null,
    by: null,
    note: null,
    item: null,
    data: null,
  });
  expect(await claimedIds()).toContain(id);
});
