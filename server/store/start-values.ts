import type { Sql } from "../../db/client";
import type { ExecutionOrigin } from "../../db/schema/executions";
import type { JsonObject, JsonValue } from "../core/json";
import { PLAN_FORMAT } from "../core/plan/plan";
import { jsonText } from "./json-text";

/** An execution to be recorded as queued. */
export interface ExecutionStart {
  id: string;
  userId: string | null;
  chainId: string | null;
  chainName: string;
  versionNumber: number | null;
  planHash: string;
  origin: ExecutionOrigin;
  idempotencyKey: string | null;
  params: JsonObject;
  createdAt: Date;
  /** Milliseconds for which only a process that takes this very execution may drive it. */
  heldForMs?: number;
  /** Higher goes first among the queued ones of its lane. Default 0. */
  priority?: number;
  /** Of a sub-chain: the step that waits for it. */
  parent?: { id: string; step: string; item: number | null };
  depth?: number;
  /** Key and limit of `concurrency`; `held`: it has to wait for others with its key. */
  concurrency?: { key: string; limit: number; held: boolean };
  /** Of a replay: where its first results came from, and what it does with other parameters. */
  replay?: { of: string; from: string; overrides: JsonValue };
}

/** The columns of `startValues`, in its order. */
export const startColumns = (sql: Sql) => sql`id, user_id, chain_id, chain_name, version_number, plan_hash, plan_format,
  origin, idempotency_key, params, parent_id, parent_step, parent_item, depth, priority, lane, concurrency_key,
  concurrency_limit, held, replay_of, replay_from, overrides, wake_at, created_at`;

/** One row a start; the caller adds status and seq. */
export function startValues(sql: Sql, starts: readonly ExecutionStart[]) {
  const due = (start: ExecutionStart) => new Date(start.createdAt.getTime() + (start.heldForMs ?? 0)).toISOString();
  return sql`
    select x.id, x.user_id, x.chain_id, x.chain_name, x.version_number, x.plan_hash, ${PLAN_FORMAT}::int as plan_format,
      x.origin, x.idempotency_key, x.params::jsonb as params, x.parent_id, x.parent_step, x.parent_item, x.depth, x.priority,
      coalesce(x.chain_id::text, x.user_id::text, '') as lane, x.concurrency_key, x.concurrency_limit, x.held = 1 as held,
      x.replay_of, x.replay_from, x.overrides::jsonb as overrides,
      case when x.held = 1 then null else x.wake_at end as wake_at, x.created_at
    from unnest(
      ${starts.map((s) => s.id)}::text[], ${starts.map((s) => s.userId)}::uuid[], ${starts.map((s) => s.chainId)}::uuid[],
      ${starts.map((s) => s.chainName)}::text[], ${starts.map((s) => s.versionNumber)}::int[],
      ${starts.map((s) => s.planHash)}::text[], ${starts.map((s) => s.origin)}::text[],
      ${starts.map((s) => s.idempotencyKey)}::text[], ${starts.map((s) => jsonText(s.params))}::text[],
      ${starts.map((s) => s.parent?.id ?? null)}::text[], ${starts.map((s) => s.parent?.step ?? null)}::text[],
      ${starts.map((s) => s.parent?.item ?? null)}::int[], ${starts.map((s) => s.depth ?? 0)}::int[],
      ${starts.map((s) => s.priority ?? 0)}::int[], ${starts.map((s) => s.concurrency?.key ?? null)}::text[],
      ${starts.map((s) => s.concurrency?.limit ?? null)}::int[], ${starts.map((s) => Number(s.concurrency?.held ?? false))}::int[],
      ${starts.map((s) => s.replay?.of ?? null)}::text[], ${starts.map((s) => s.replay?.from ?? null)}::text[],
      ${starts.map((s) => jsonText(s.replay?.overrides))}::text[],
      ${starts.map(due)}::timestamptz[], ${starts.map((s) => s.createdAt.toISOString())}::timestamptz[]
    ) as x(id, user_id, chain_id, chain_name, version_number, plan_hash, origin, idempotency_key, params, parent_id,
           parent_step, parent_item, depth, priority, concurrency_key, concurrency_limit, held, replay_of, replay_from,
           overrides, wake_at, created_at)`;
}
