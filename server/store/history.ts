/** The history of executions, however its events lie in rows: several in one, or, of old, one in each. */
import type { PendingQuery, Row } from "postgres";
import type { Sql } from "../../db/client";

type Fragment = PendingQuery<Row[]>;

/**
 * A table of single events, of the rows `h` for which `where` holds. In the order of `row_seq, place` it is in the order of the
 * events, and can stop early.
 */
export function history(sql: Sql, where: Fragment): Fragment {
  return sql`(
    select h.execution_id, h.seq as row_seq, coalesce(p.place, 1) as place,
      case when h.events is null then h.seq else (h.seq - jsonb_array_length(h.events::jsonb) + p.place)::int end as seq,
      coalesce(h.at, to_timestamp((p.event->>0)::float8 / 1000)) as at, coalesce(h.kind, p.event->>1) as kind,
      coalesce(h.step_id, p.event->>2) as step_id, coalesce(h.item, (p.event->>3)::int) as item,
      coalesce(h.attempt, (p.event->>4)::int) as attempt, coalesce(h.data, nullif(p.event->5, 'null')) as data
    from execution_events h
      left join lateral jsonb_array_elements(h.events::jsonb) with ordinality as p(event, place) on true
    where ${where}
  )`;
}

/** The number of the last event of an execution. */
export const lastSeq = (sql: Sql, id: Fragment): Fragment =>
  sql`(select h.seq from execution_events h where h.execution_id = ${id} order by h.seq desc limit 1)`;

/**
 * All begun steps of one execution as rows of `step_executions`: what runs for the first time has none of its own yet. `goesOn`:
 * where there is no need to look for these.
 */
export function begunSteps(sql: Sql, id: Fragment, goesOn: Fragment = sql`true`): Fragment {
  return sql`(
    select execution_id, step_id, item, status, attempt, failures, iteration, taken, items, child_id, reason, error, result,
      result_bytes, result_file, browser, wake_at, started_at, ended_at, false as bare
    from step_executions where execution_id = ${id}
    union all
    select h.execution_id, r.step->>0, (r.step->>1)::int, 'running', (r.step->>2)::int, 0, 0, null, null, null, null, null, null,
      null, null, null, null, to_timestamp((r.step->>3)::float8 / 1000), null, true
    from (select l.execution_id, l.running from execution_events l where l.execution_id = ${id} and ${goesOn} order by l.seq desc limit 1) h
      cross join lateral jsonb_array_elements(h.running::jsonb) as r(step)
  )`;
}
