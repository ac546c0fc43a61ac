import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import { claimExecutions } from "./claims";
import { loadCommands, recordCommand } from "./commands";
import { findExecution, listEvents, listResults } from "./executions";
import { flush, giveBack } from "./flush";
import { jsonText } from "./json-text";
import { listNotifications } from "./notifications";
import type { ExecutionStart } from "./start-values";
import { claimedExecution, insertPerson, processWithLease, startOf, stepOf, writeOf } from "./testing/rows";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const eventsOf = (id: string) => listEvents(db.sql, id, { afterSeq: 0, limit: 1_000 });

test("the same flush sent twice writes once, and both answers say that it is recorded", async () => {
  const execution = await claimedExecution(db.sql);
  const write = writeOf(execution, ["execution.running", "log"], { steps: [stepOf("a")] });
  expect(await flush(db.sql, execution.owner, [write])).toEqual([true]);
  expect(await flush(db.sql, execution.owner, [write])).toEqual([true]);
  expect((await eventsOf(execution.id)).map((event) => event.seq)).toEqual([1, 2, 3]);
});

test("a flush that was recorded says so, although the process has lost the lease since", async () => {
  const execution = await claimedExecution(db.sql);
  const write = writeOf(execution, ["execution.succeeded"], {
    release: true,
    status: "succeeded",
    endedAt: Date.now(),
  });
  await flush(db.sql, execution.owner, [write]);
  expect(await flush(db.sql, execution.owner, [write])).toEqual([true]);
});

test("a lower fence, another owner and a gap in the numbers write nothing", async () => {
  const execution = await claimedExecution(db.sql);
  const stranger = await processWithLease(db.sql);
  const write = (rest: object) => writeOf({ ...execution, ...rest }, ["execution.running"], { steps: [stepOf("a")] });
  expect(await flush(db.sql, execution.owner, [write({ fence: execution.fence - 1 })])).toEqual([false]);
  expect(await flush(db.sql, stranger, [write({})])).toEqual([false]);
  expect(await flush(db.sql, execution.owner, [write({ seq: 7 })])).toEqual([false]);
  expect(await eventsOf(execution.id)).toHaveLength(1);
  expect(await listResults(db.sql, execution.id)).toEqual([]);
});

test("in one batch each execution is judged by itself", async () => {
  const [good, bad] = [await claimedExecution(db.sql), await claimedExecution(db.sql)];
  const writes = [writeOf(bad, ["execution.running"]), writeOf(good, ["execution.running"])];
  expect(await flush(db.sql, good.owner, writes)).toEqual([false, true]);
});

test("what a batch says of a step in one execution stays out of the others", async () => {
  const execution = await claimedExecution(db.sql);
  const { owner } = execution;
  const other = await claimedExecution(db.sql);
  await db.sql`update executions set owner = ${owner} where id = ${other.id}`;
  const writes = [
    writeOf(execution, ["step.succeeded"], { steps: [stepOf("a", { result: '"mine"' })] }),
    writeOf(other, ["step.succeeded"], { steps: [stepOf("a", { result: '"theirs"' })] }),
  ];
  expect(await flush(db.sql, owner, writes)).toEqual([true, true]);
  expect((await listResults(db.sql, execution.id))[0]?.result).toBe("mine");
  expect((await listResults(db.sql, other.id))[0]?.result).toBe("theirs");
});

test("what JSON in Postgres cannot hold is stored as the replacement character", async () => {
  const execution = await claimedExecution(db.sql);
  const nasty = { "k\0ey": ["a\0b", "\ud800 half", "half \udfff", "whole 😀", "\\u0000 as text"] };
  const write = writeOf(execution, ["step.succeeded"], { steps: [stepOf("a", { result: jsonText(nasty) })] });
  expect(await flush(db.sql, execution.owner, [write])).toEqual([true]);
  const [row] = await listResults(db.sql, execution.id);
  expect(row?.result).toEqual({
    "k\ufffdey": ["a\ufffdb", "\ufffd half", "half \ufffd", "whole 😀", "\\u0000 as text"],
  });
});

test("the same news twice is one notification", async () => {
  const userId = await insertPerson(db.sql);
  const note = (id: string) => ({
    ...{ id, userId, dedupeKey: "execution:1:ended", level: "success" as const, title: "Done", body: "" },
    ...{ chainName: "Test", at: Date.now(), email: null, kind: "chain_finished" as const, stepId: null },
  });
  for (let round = 0; round < 2; round += 1) {
    const execution = await claimedExecution(db.sql);
    await flush(db.sql, execution.owner, [writeOf(execution, ["log"], { notifications: [note(uuidv7())] })]);
  }
  const news = await listNotifications(db.orm, userId, { limit: 10, before: null, unreadOnly: true });
  expect(news.map((entry) => entry.title)).toEqual(["Done"]);
});

test("a command that arrives while its execution is let go is not lost: the next claim hears of it", async () => {
  const execution = await claimedExecution(db.sql);
  await recordCommand(db.sql, {
    ...{ executionId: execution.id, command: "cancel", stepId: null, by: "Ada", note: null, item: null, data: null },
  });
  const wakeAt = Date.now() + 3_600_000;
  await flush(db.sql, execution.owner, [writeOf(execution, ["execution.running"], { release: true, wakeAt })]);
  const next = await processWithLease(db.sql);
  const claimed = await claimExecutions(db.sql, next, { limit: 10, offsetMs: 0 });
  expect(claimed.map((entry) => entry.id)).toContain(execution.id);
  expect((await loadCommands(db.sql, next)).map((command) => command.command)).toEqual(["cancel"]);
});

test("an obeyed command is deleted in the same commit, and only by the execution that it is for", async () => {
  const [mine, other] = [await claimedExecution(db.sql), await claimedExecution(db.sql)];
  for (const { id } of [mine, other]) {
    await recordCommand(db.sql, {
      executionId: id,
      command: "pause",
      stepId: null,
      by: null,
      note: null,
      item: null,
      data: null,
    });
  }
  const all = [...(await loadCommands(db.sql, mine.owner)), ...(await loadCommands(db.sql, other.owner))];
  const commandIds = all.map((command) => command.id);
  await flush(db.sql, mine.owner, [writeOf(mine, ["command"], { commandIds })]);
  expect(await loadCommands(db.sql, mine.owner)).toEqual([]);
  expect(await loadCommands(db.sql, other.owner)).toHaveLength(1);
});

test("an execution that is given back has no owner, comes due later, and counts it as a crash", async () => {
  const execution = await claimedExecution(db.sql);
  await giveBack(db.sql, execution.owner, execution.id, execution.fence - 1, 5_000);
  const count = () => db.sql`select crashes, owner from executions where id = ${execution.id}`;
  expect((await count())[0]).toMatchObject({ crashes: 0, owner: execution.owner });
  await giveBack(db.sql, execution.owner, execution.id, execution.fence, 5_000);
  expect((await count())[0]).toMatchObject({ crashes: 1, owner: null });
  const next = await processWithLease(db.sql);
  expect((await claimExecutions(db.sql, next, { limit: 10, offsetMs: 0 })).map((entry) => entry.id)).not.toContain(
    execution.id,
  );
  expect((await claimExecutions(db.sql, next, { limit: 10, offsetMs: 6_000 })).map((entry) => entry.id)).toContain(
    execution.id,
  );
});

test("the end of a step sets the count of crashes to nothing", async () => {
  const execution = await claimedExecution(db.sql);
  await db.sql`update executions set crashes = 3 where id = ${execution.id}`;
  await flush(db.sql, execution.owner, [writeOf(execution, ["log"])]);
  await flush(db.sql, execution.owner, [
    writeOf({ ...execution, seq: execution.seq + 1 }, ["log"], { progressed: true }),
  ]);
  const [row] = await db.sql`select crashes from executions where id = ${execution.id}`;
  expect(row?.crashes).toBe(0);
  expect((await findExecution(db.sql, execution.id))?.seq).toBe(3);
});

/** The first write of an execution that has no row yet. */
function firstWrite(rest: Partial<ExecutionStart> = {}) {
  const begin = startOf(rest);
  return writeOf({ id: begin.id, fence: 1, seq: 1 }, ["execution.running"], { begin, steps: [stepOf("a")] });
}

test("an execution that begins with its first write has its row, its first event and its steps in one commit", async () => {
  const owner = await processWithLease(db.sql);
  const write = firstWrite();
  expect(await flush(db.sql, owner, [write])).toEqual([true]);
  expect((await eventsOf(write.id)).map((event) => event.kind)).toEqual(["execution.queued", "execution.running"]);
  const [row] = await db.sql`select owner, fence, seq, status, wake_at from executions where id = ${write.id}`;
  expect(row).toEqual({ owner, fence: 1, seq: 2, status: "running", wake_at: null });
  expect(await flush(db.sql, owner, [write])).toEqual([true]);
  expect(await eventsOf(write.id)).toHaveLength(2);
});

test("a first write is refused when its id or its idempotency key is taken; others of the batch are not", async () => {
  const [owner, other] = [await processWithLease(db.sql), await processWithLease(db.sql)];
  const taken = firstWrite({ idempotencyKey: uuidv7() });
  expect(await flush(db.sql, other, [taken])).toEqual([true]);
  const sameKey = firstWrite({ idempotencyKey: taken.begin?.idempotencyKey ?? null });
  const fine = firstWrite();
  const running = await claimedExecution(db.sql);
  await db.sql`update executions set owner = ${owner} where id = ${running.id}`;
  const batch = [taken, sameKey, fine, writeOf(running, ["log"])];
  expect(await flush(db.sql, owner, batch)).toEqual([false, false, true, true]);
  expect(await eventsOf(sameKey.id)).toEqual([]);
  expect(await eventsOf(taken.id)).toHaveLength(2);
});

test("what a step no longer says is empty in its row, though it did not travel", async () => {
  const execution = await claimedExecution(db.sql);
  const reason = { code: "retry_backoff", message: "Later." };
  const waiting = stepOf("a", { status: "waiting", reason, wakeAt: Date.now(), iteration: 2, browser: '{"url":"x"}' });
  await flush(db.sql, execution.owner, [writeOf(execution, ["step.waiting"], { steps: [waiting] })]);
  const ended = { ...execution, seq: execution.seq + 1 };
  await flush(db.sql, execution.owner, [writeOf(ended, ["step.succeeded"], { steps: [stepOf("a")] })]);
  const [row] = await db.sql`
    select status, reason, wake_at, iteration, browser from step_executions where execution_id = ${execution.id}`;
  expect(row).toEqual({ status: "succeeded", reason: null, wake_at: null, iteration: 0, browser: { url: "x" } });
});
