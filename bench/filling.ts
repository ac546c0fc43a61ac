import type { BenchDatabase } from "./bench-database";

export const FILLED_EXECUTIONS = 100_000;

/** Executions that ended long ago, each with five steps and twelve events, as W1 leaves them behind. */
export async function fill(db: BenchDatabase): Promise<void> {
  const { sql } = db;
  const at = sql`now() - interval '40 days' + n * interval '10 seconds'`;
  // As the ids of executions are: what is newer sorts later.
  const id = sql`'018f' || lpad(to_hex(n), 8, '0') || '-7000-8000-' || substr(md5(n::text), 1, 12)`;
  await sql`
    insert into executions (id, chain_id, chain_name, plan_hash, origin, params, status, seq, fence, created_at, started_at,
      ended_at, lane)
    select ${id}, md5((n % 50)::text)::uuid, 'Finished', 'finished', 'manual', '{}', 'succeeded', 12, 1, ${at}, ${at}, ${at},
      md5((n % 50)::text)
    from generate_series(1, ${FILLED_EXECUTIONS}::int) n`;
  await sql`
    insert into step_executions (execution_id, step_id, status, attempt, failures, result, result_bytes, started_at, ended_at)
    select e.id, 's' || s, 'succeeded', 1, 0, to_jsonb(repeat('x', 198)), 200, e.started_at, e.ended_at
    from executions e, generate_series(0, 4) s where e.plan_hash = 'finished'`;
  await sql`
    insert into execution_events (execution_id, seq, at, kind, step_id, attempt, data)
    select e.id, s, e.ended_at, 'step.succeeded', 's' || (s % 5), 1, '{"bytes":200}'
    from executions e, generate_series(1, 12) s where e.plan_hash = 'finished'`;
  for (const table of ["executions", "step_executions", "execution_events"])
    await sql.unsafe(`vacuum analyze ${table}`);
}
