import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sql } from "../../db/client";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import { claimExecutions, loadLastSeqs, loadSteps } from "./claims";
import { findExecution, listEvents, listSteps } from "./executions";
import { flush } from "./flush";
import { claimedExecution, processWithLease, stepOf, writeOf } from "./testing/rows";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const seqsOf = async (id: string) =>
  (await listEvents(db.sql, id, { afterSeq: 0, limit: 1_000 })).map((event) => event.seq);

/** One that runs, after its first write. */
async function begun() {
  const execution = await claimedExecution(db.sql);
  await flush(db.sql, execution.owner, [writeOf(execution, ["execution.running"])]);
  return { ...execution, seq: execution.seq + 1 };
}

test("what changes nothing in the row leaves it alone, and counts once when it is sent twice", async () => {
  const execution = await begun();
  const write = writeOf(execution, ["step.succeeded", "step.running"], {
    plain: true,
    steps: [stepOf("a", { fresh: true })],
  });
  expect(await flush(db.sql, execution.owner, [write])).toEqual([true]);
  expect(await flush(db.sql, execution.owner, [write])).toEqual([true]);
  expect(await seqsOf(execution.id)).toEqual([1, 2, 3, 4]);
  const [row] = await db.sql`select seq from executions where id = ${execution.id}`;
  expect(row?.seq).toBe(2);
  expect((await findExecution(db.sql, execution.id))?.seq).toBe(4);
  expect((await loadLastSeqs(db.sql, [execution.id])).get(execution.id)).toBe(4);
});

test("a lower fence, another owner and a gap in the numbers write nothing, also where the row stays as it is", async () => {
  const execution = await begun();
  const stranger = await processWithLease(db.sql);
  const write = (rest: object) => writeOf({ ...execution, ...rest }, ["step.running"], { plain: true });
  expect(await flush(db.sql, execution.owner, [write({ fence: execution.fence - 1 })])).toEqual([false]);
  expect(await flush(db.sql, stranger, [write({})])).toEqual([false]);
  expect(await flush(db.sql, execution.owner, [write({ seq: 7 })])).toEqual([false]);
  expect(await seqsOf(execution.id)).toEqual([1, 2]);
});

test("beside a write that was sent before, one that leaves a gap in the numbers is refused, and the others are written", async () => {
  const [again, gap, fresh] = [await begun(), await begun(), await begun()];
  const plain = (execution: typeof gap) => writeOf(execution, ["step.running"], { plain: true });
  const sent = plain(again);
  // One owner for all: they go in one flush.
  await db.sql`update executions set owner = ${again.owner} where id in ${db.sql([gap.id, fresh.id])}`;
  await flush(db.sql, again.owner, [sent]);
  const answers = await flush(db.sql, again.owner, [sent, plain({ ...gap, seq: 7 }), plain(fresh)]);
  expect(answers).toEqual([true, false, true]);
  expect(await Promise.all([again, gap, fresh].map(({ id }) => seqsOf(id)))).toEqual([
    [1, 2, 3],
    [1, 2],
    [1, 2, 3],
  ]);
});

test("a write that comes late lets go of nothing that has gone on since", async () => {
  const execution = await begun();
  const late = writeOf(execution, [], { release: true, wakeAt: Date.now() });
  await flush(db.sql, execution.owner, [writeOf(execution, ["step.running"], { plain: true })]);
  await flush(db.sql, execution.owner, [late]);
  const [row] = await db.sql`select owner from executions where id = ${execution.id}`;
  expect(row?.owner).toBe(execution.owner);
});

test("nobody takes the lease while a write is under way, and whoever takes it then sees the write", async () => {
  const execution = await begun();
  const next = await processWithLease(db.sql);
  await db.sql`update processes set expires_at = now() - interval '1 second' where id = ${execution.owner}`;
  const claim = async () =>
    (await claimExecutions(db.sql, next, { limit: 10, offsetMs: 0, only: [execution.id] })).map(({ id }) => id);
  await db.sql.begin(async (tx) => {
    const write = writeOf(execution, ["step.succeeded"], { plain: true, steps: [stepOf("a", { fresh: true })] });
    expect(await flush(tx as unknown as Sql, execution.owner, [write])).toEqual([true]);
    expect(await claim()).toEqual([]);
  });
  expect(await claim()).toEqual([execution.id]);
  expect((await loadSteps(db.sql, [execution.id])).map(({ stepId }) => stepId)).toEqual(["a"]);
});

test("a step that runs and has no row is told from the history until it has one", async () => {
  const execution = await begun();
  const startedAt = Date.now();
  const running = [{ stepId: "a", item: -1, attempt: 1, startedAt }];
  await flush(db.sql, execution.owner, [writeOf(execution, ["step.running"], { plain: true, running })]);
  expect(await listSteps(db.sql, execution.id)).toMatchObject([
    { stepId: "a", status: "running", attempt: 1, startedAt },
  ]);
  const ended = writeOf({ ...execution, seq: execution.seq + 1 }, ["step.succeeded"], {
    plain: true,
    steps: [stepOf("a", { fresh: true })],
  });
  await flush(db.sql, execution.owner, [ended]);
  expect(await listSteps(db.sql, execution.id)).toMatchObject([{ stepId: "a", status: "succeeded" }]);
});

test("a history of single events, as they lay before, reads on into one of several in a row", async () => {
  const execution = await begun();
  await db.sql`
    insert into execution_events (execution_id, seq, at, kind, step_id, attempt, data)
    values (${execution.id}, 3, now(), 'step.running', 'a', 1, null), (${execution.id}, 4, now(), 'log', 'a', 1, '{"message":"old"}')`;
  const write = writeOf({ ...execution, seq: 4 }, ["log", "log", "log"], { plain: true });
  expect(await flush(db.sql, execution.owner, [write])).toEqual([true]);
  const events = await listEvents(db.sql, execution.id, { afterSeq: 2, limit: 4 });
  expect(events.map(({ seq, stepId }) => [seq, stepId])).toEqual([
    [3, "a"],
    [4, "a"],
    [5, null],
    [6, null],
  ]);
  expect(events[1]).toMatchObject({ kind: "log", attempt: 1, data: { message: "old" } });
  expect(await listEvents(db.sql, execution.id, { afterSeq: 0, limit: 10, stepId: "a" })).toHaveLength(2);
});
