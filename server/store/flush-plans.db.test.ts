import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Sql } from "../../db/client";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";
import { claimExecutions } from "./claims";
import { flush, type NotificationWrite } from "./flush";
import { insertPerson, processWithLease, queue, stepOf, writeOf } from "./testing/rows";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const COUNT = 400;

/** Entries that were read of the keys of executions and orders, told by the connection that reads them. */
async function entriesRead(flushing: Sql): Promise<number> {
  await flushing`select pg_stat_force_next_flush()`;
  const [row] = await flushing<{ read: number }[]>`
    select sum(idx_tup_read)::int as read from pg_stat_user_indexes
    where indexrelname in ('executions_pkey', 'execution_commands_pkey')`;
  return row?.read ?? 0;
}

const newsOf = (executionId: string, userId: string): NotificationWrite => ({
  ...{ id: uuidv7(), userId, dedupeKey: executionId, level: "success", title: "Done", body: "" },
  ...{ chainName: "Test", at: Date.now(), email: null, kind: "chain_finished", stepId: null },
});

/** As after an analysis that saw a page and no rows: it came while the first of them was being written. */
async function believedEmpty(): Promise<void> {
  await db.sql`update pg_class set relpages = 1, reltuples = 0
    where relname in ('executions', 'step_executions', 'execution_events', 'execution_commands')`;
}

test("a flush reads the executions that it writes and no other, also when its plan was made for tables that seemed empty", async () => {
  const owner = await processWithLease(db.sql);
  // One connection: each has plans of its own.
  const single = openDatabase({ url: db.url, max: 1 });
  const { flush: flushing } = single;
  const person = await insertPerson(db.sql);
  /** Queues and claims that many, and writes what a flush does with them; entries read of each in every kind of flush. */
  async function readsOf(count: number): Promise<number[]> {
    await queue(db.sql, count);
    const claimed = await claimExecutions(db.sql, owner, { limit: count, offsetMs: 0 });
    const changes = claimed.map((on) => writeOf(on, ["execution.running"]));
    const next = changes.map(({ id, fence, seq }) => ({ id, fence, seq }));
    const plain = next.map((on) =>
      writeOf(on, ["step.succeeded"], { plain: true, steps: [stepOf("a", { fresh: true })] }),
    );
    const orders = await db.sql<{ id: number; execution: string }[]>`
      insert into execution_commands (execution_id, command) select id, 'pause' from unnest(${next.map(({ id }) => id)}::text[]) as x(id)
      returning id::float8 as id, execution_id as execution`;
    const ordersOf = new Map(orders.map(({ id, execution }) => [execution, id]));
    const told = plain.map(({ id, fence, seq }) =>
      writeOf({ id, fence, seq }, ["log"], {
        ...{ commandIds: [ordersOf.get(id) ?? 0], notifications: [newsOf(id, person)] },
      }),
    );
    const reads: number[] = [];
    // The one before the last is sent twice: what is there already is judged one by one.
    for (const writes of [changes, plain, plain, told]) {
      const before = await entriesRead(flushing);
      expect(await flush(flushing, owner, writes)).toEqual(writes.map(() => true));
      reads.push(((await entriesRead(flushing)) - before) / count);
    }
    return reads;
  }
  try {
    await believedEmpty();
    await readsOf(1);
    for (const reads of await readsOf(COUNT)) expect(reads).toBeLessThan(10);
  } finally {
    await single.close();
  }
});
