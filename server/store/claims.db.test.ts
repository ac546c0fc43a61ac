import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import { claimExecutions, releaseOrphans, SUSPECT_CRASHES } from "./claims";
import { recordCommand } from "./commands";
import { endLease, forgetDeadProcesses, renewLease } from "./leases";
import { startExecutions } from "./start-executions";
import { processWithLease, queue, startOf } from "./testing/rows";

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.drop());

const idsOf = (claimed: { id: string }[]) => claimed.map((execution) => execution.id);

test("ten processes that claim at once share everything and nothing twice", async () => {
  const ids = await queue(db.sql, 100);
  const processes = await Promise.all(Array.from({ length: 10 }, () => processWithLease(db.sql)));
  const taken: string[] = [];
  while (taken.length < ids.length) {
    const rounds = await Promise.all(
      processes.map((process) => claimExecutions(db.sql, process, { limit: 3, offsetMs: 0 })),
    );
    taken.push(...rounds.flatMap(idsOf));
  }
  expect(taken.sort()).toEqual(ids.sort());
});

test("a claim does not wait for rows that another transaction holds", async () => {
  const [held, free] = await queue(db.sql, 2);
  const process = await processWithLease(db.sql);
  await db.sql.begin(async (tx) => {
    await tx`select id from executions where id = ${held ?? ""} for update`;
    expect(idsOf(await claimExecutions(db.sql, process, { limit: 10, offsetMs: 0 }))).toEqual([free]);
  });
});

test("each claim raises the fence; a takeover counts as a crash, a release does not", async () => {
  await queue(db.sql, 1);
  const first = await processWithLease(db.sql);
  expect(await claimExecutions(db.sql, first, { limit: 1, offsetMs: 0 })).toMatchObject([{ fence: 1, crashes: 0 }]);
  await endLease(db.sql, first, 0);
  const second = await processWithLease(db.sql, 1_000);
  expect(await claimExecutions(db.sql, second, { limit: 1, offsetMs: 0 })).toMatchObject([{ fence: 2, crashes: 0 }]);
  const third = await processWithLease(db.sql, 60_000);
  expect(await claimExecutions(db.sql, third, { limit: 1, offsetMs: 0 })).toEqual([]);
  expect(await claimExecutions(db.sql, third, { limit: 1, offsetMs: 2_000 })).toMatchObject([{ fence: 3, crashes: 1 }]);
});

test("a process without a lease of its own claims nothing", async () => {
  await queue(db.sql, 1);
  const expired = await processWithLease(db.sql, -1);
  expect(await claimExecutions(db.sql, expired, { limit: 1, offsetMs: 0 })).toEqual([]);
});

test("a waiting execution is claimed when it is due or has a command, and not before", async () => {
  const [id = ""] = await queue(db.sql, 1);
  await db.sql`update executions set status = 'running', wake_at = now() + interval '1 hour' where id = ${id}`;
  const process = await processWithLease(db.sql);
  expect(await claimExecutions(db.sql, process, { limit: 1, offsetMs: 0 })).toEqual([]);
  await recordCommand(db.sql, {
    executionId: id,
    command: "resume",
    stepId: null,
    by: null,
    note: null,
    item: null,
    data: null,
  });
  expect(idsOf(await claimExecutions(db.sql, process, { limit: 1, offsetMs: 0 }))).toEqual([id]);
});

test("an execution that has ended is never claimed, whatever its row says besides", async () => {
  const [id = ""] = await queue(db.sql, 1);
  await db.sql`update executions set status = 'failed', ended_at = now() where id = ${id}`;
  await recordCommand(db.sql, {
    executionId: id,
    command: "cancel",
    stepId: null,
    by: null,
    note: null,
    item: null,
    data: null,
  });
  expect(await claimExecutions(db.sql, await processWithLease(db.sql), { limit: 1, offsetMs: 0 })).toEqual([]);
});

test("an execution that is held for its starter is claimed by whoever names it, and by others when the time is over", async () => {
  await queue(db.sql, 0);
  const [held] = await startExecutions(db.sql, [startOf({ heldForMs: 60_000 })]);
  const process = await processWithLease(db.sql, 120_000);
  expect(await claimExecutions(db.sql, process, { limit: 1, offsetMs: 0 })).toEqual([]);
  expect(await claimExecutions(db.sql, process, { limit: 1, offsetMs: 0, only: ["another"] })).toEqual([]);
  const id = held?.id ?? "";
  expect(idsOf(await claimExecutions(db.sql, process, { limit: 1, offsetMs: 0, only: [id] }))).toEqual([id]);
});

const laneOf = (count: number, chainId: string, priority = 0) =>
  Array.from({ length: count }, () => startOf({ chainId, priority }));

test("when more is due than can be taken, lanes take turns: a long line keeps nobody waiting", async () => {
  await queue(db.sql, 0);
  const [noisy, quiet] = [uuidv7(), uuidv7()];
  await startExecutions(db.sql, laneOf(300, noisy));
  const [single] = await startExecutions(db.sql, laneOf(1, quiet));
  const claimed = await claimExecutions(db.sql, await processWithLease(db.sql), { limit: 20, offsetMs: 0 });
  expect(idsOf(claimed)).toContain(single?.id);
  expect(claimed).toHaveLength(20);
});

test("within a lane a higher priority goes first", async () => {
  await queue(db.sql, 0);
  const chain = uuidv7();
  await startExecutions(db.sql, laneOf(30, chain));
  const urgent = await startExecutions(db.sql, laneOf(2, chain, 5));
  const claimed = await claimExecutions(db.sql, await processWithLease(db.sql), { limit: 2, offsetMs: 0 });
  expect(idsOf(claimed).sort()).toEqual(urgent.map((one) => one.id).sort());
});

test("of a lane that has little room no more is taken than that, but what was ordered to it is", async () => {
  await queue(db.sql, 0);
  const chain = uuidv7();
  const starts = await startExecutions(db.sql, laneOf(5, chain));
  const process = await processWithLease(db.sql);
  const narrow = [{ lane: chain, room: 2 }];
  expect(await claimExecutions(db.sql, process, { limit: 10, offsetMs: 0, narrow })).toHaveLength(2);
  const none = { limit: 10, offsetMs: 0, narrow: [{ lane: chain, room: 0 }] };
  expect(await claimExecutions(db.sql, process, none)).toEqual([]);
  const rows = await db.sql<{ id: string }[]>`select id from executions where owner is null limit 1`;
  const executionId = rows[0]?.id ?? "";
  expect(starts.map((one) => one.id)).toContain(executionId);
  await recordCommand(db.sql, {
    ...{ executionId, command: "cancel", stepId: null, by: null, note: null, item: null, data: null },
  });
  expect(idsOf(await claimExecutions(db.sql, process, none))).toEqual([executionId]);
});

test("what a process owns and does not drive is given back", async () => {
  const ids = await queue(db.sql, 3);
  const process = await processWithLease(db.sql);
  await claimExecutions(db.sql, process, { limit: 3, offsetMs: 0 });
  expect(await releaseOrphans(db.sql, process, ids.slice(1), 0)).toBe(2);
  expect(idsOf(await claimExecutions(db.sql, process, { limit: 3, offsetMs: 0 })).sort()).toEqual(ids.slice(1).sort());
});

test("a process is forgotten only when it is long dead and drives nothing", async () => {
  await queue(db.sql, 1);
  const [alive, owner, dead] = [
    await processWithLease(db.sql),
    await processWithLease(db.sql),
    await processWithLease(db.sql),
  ];
  await claimExecutions(db.sql, owner, { limit: 1, offsetMs: 0 });
  for (const id of [owner, dead]) await renewLease(db.sql, { id, host: "test", pid: 1 }, -7_200_000, 0);
  await forgetDeadProcesses(db.sql);
  const rows = await db.sql<{ id: string }[]>`select id from processes`;
  expect(rows.map((row) => row.id).sort()).toEqual([alive, owner].sort());
});

test("of executions that lost their process twice one is claimed at a time; what is under no suspicion is not held up", async () => {
  const ids = await queue(db.sql, 5);
  const [fresh, ...suspects] = ids;
  await db.sql`update executions set crashes = ${SUSPECT_CRASHES} where id = any(${suspects}::text[])`;
  const owner = await processWithLease(db.sql);
  const claim = async (count: number) => {
    const claimed = await claimExecutions(db.sql, owner, { limit: 200, offsetMs: 0, suspects: count });
    return claimed.map((one) => one.id).filter((id) => ids.includes(id));
  };
  expect(await claim(0)).toEqual([fresh]);
  expect(await claim(1)).toHaveLength(1);
  expect(await claim(1)).toHaveLength(1);
  expect(await claim(2)).toHaveLength(2);
});
