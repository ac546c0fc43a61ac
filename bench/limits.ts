import { randomUUID } from "node:crypto";
import type { BenchDatabase } from "./bench-database";
import { median } from "./statistics";

/** What this machine's Node and Postgres can do at all, in the same run: the figures are read as shares of these. */
export type Limits = {
  statement_16_steps_per_s: number;
  batch_200_steps_per_s: number;
  insert_commit_p50_ms: number;
};

const BODY = JSON.stringify("x".repeat(198));

/** Makes the table of the limits anew: in one that grows for the whole run they would fall below what this machine can do. */
export async function emptyLimits(db: BenchDatabase): Promise<void> {
  await db.sql`drop table if exists bench_limit`;
  await db.sql`create table bench_limit (id uuid primary key, body jsonb)`;
}

export async function measureLimits(db: BenchDatabase): Promise<Limits> {
  return {
    statement_16_steps_per_s: await oneStatementPerStep(db, 4_000),
    batch_200_steps_per_s: await batches(db, 40_000),
    insert_commit_p50_ms: await insertCommit(db, 200),
  };
}

async function oneStatementPerStep(db: BenchDatabase, count: number): Promise<number> {
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) await db.sql`insert into bench_limit values (${randomUUID()}, ${BODY}::text::jsonb)`;
    }),
  );
  return (count / (performance.now() - began)) * 1_000;
}

async function batches(db: BenchDatabase, count: number): Promise<number> {
  let left = count / 200;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 2 }, async () => {
      while (left-- > 0) {
        const ids = Array.from({ length: 200 }, () => randomUUID());
        const bodies = ids.map(() => BODY);
        await db.sql`insert into bench_limit select id, body::jsonb from unnest(${ids}::uuid[], ${bodies}::text[]) v(id, body)`;
      }
    }),
  );
  return (count / (performance.now() - began)) * 1_000;
}

async function insertCommit(db: BenchDatabase, count: number): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    await db.sql`insert into bench_limit values (${randomUUID()}, ${BODY}::text::jsonb)`;
    times.push(performance.now() - began);
  }
  return median(times);
}
