import type { Sql } from "../../db/client";
import type { ExecutionOrigin } from "../../db/schema/executions";
import type { JsonObject, JsonValue } from "../core/json";
import { PLAN_FORMAT } from "../core/plan/plan";
import { jsonText } from "./json-text";
import type { Column } from "./row-set";

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
  /** Of a schedule's run: the moment that it stands for, epoch milliseconds. */
  dueAt?: number | null;
  /** Milliseconds for which only a process that takes this very execution may drive it. */
  heldForMs?: number;
  /** Higher goes first among the queued ones of its lane. Default 0. */
  priority?: number;
  /** Of a task that runs alone. */
  taskId?: string | null;
  /** A try-out from the builder. */
  isTest?: boolean;
  /** Of a sub-chain: the step that waits for it. */
  parent?: { id: string; step: string; item: number | null };
  depth?: number;
  /** Key and limit of `concurrency`; `held`: it has to wait for others with its key. */
  concurrency?: { key: string; limit: number; held: boolean };
  /** Of a replay: where its first results came from, and what it does with other parameters. */
  replay?: { of: string; from: string; overrides: JsonValue };
}

/** Who waits in line with whom. */
export const laneOf = (start: Pick<ExecutionStart, "chainId" | "userId">): string =>
  start.chainId ?? start.userId ?? "";

const dueAt = (start: ExecutionStart) => start.createdAt.getTime() + (start.heldForMs ?? 0);

/** An execution's row as it begins, but for its status and its number of events. */
export const START_COLUMNS: readonly Column<ExecutionStart>[] = [
  { name: "id", type: "line", of: (s) => s.id },
  { name: "user_id", type: "uuid", of: (s) => s.userId },
  { name: "chain_id", type: "uuid", of: (s) => s.chainId },
  { name: "chain_name", type: "text", of: (s) => s.chainName },
  { name: "version_number", type: "int", of: (s) => s.versionNumber },
  { name: "plan_hash", type: "line", of: (s) => s.planHash },
  { name: "plan_format", type: "int", of: () => PLAN_FORMAT },
  { name: "origin", type: "line", of: (s) => s.origin },
  { name: "params", type: "line", as: "jsonb", of: (s) => jsonText(s.params) },
  { name: "lane", type: "text", of: laneOf },
  { name: "priority", type: "int", of: (s) => s.priority ?? 0 },
  { name: "wake_at", type: "float8", as: "time", of: (s) => (s.concurrency?.held ? null : dueAt(s)) },
  { name: "created_at", type: "float8", as: "time", of: (s) => s.createdAt.getTime() },
  { name: "due_at", type: "float8", as: "time", group: "due", of: (s) => s.dueAt ?? null },
  { name: "idempotency_key", type: "text", group: "key", of: (s) => s.idempotencyKey },
  { name: "parent_id", type: "text", group: "family", of: (s) => s.parent?.id ?? null },
  { name: "parent_step", type: "text", group: "family", of: (s) => s.parent?.step ?? null },
  { name: "parent_item", type: "int", group: "family", of: (s) => s.parent?.item ?? null },
  { name: "depth", type: "int", empty: 0, group: "family", of: (s) => s.depth ?? 0 },
  { name: "task_id", type: "uuid", group: "trial", of: (s) => s.taskId ?? null },
  { name: "is_test", type: "int", as: "boolean", empty: 0, group: "trial", of: (s) => Number(s.isTest ?? false) },
  { name: "concurrency_key", type: "text", group: "concurrency", of: (s) => s.concurrency?.key ?? null },
  { name: "concurrency_limit", type: "int", group: "concurrency", of: (s) => s.concurrency?.limit ?? null },
  {
    name: "held",
    type: "int",
    as: "boolean",
    empty: 0,
    group: "concurrency",
    of: (s) => Number(s.concurrency?.held ?? false),
  },
  { name: "replay_of", type: "text", group: "replay", of: (s) => s.replay?.of ?? null },
  { name: "replay_from", type: "text", group: "replay", of: (s) => s.replay?.from ?? null },
  { name: "overrides", type: "line", as: "jsonb", group: "replay", of: (s) => jsonText(s.replay?.overrides) },
];

/** The execution that this start has made before, by its idempotency key or its id. */
export async function findStarted(sql: Sql, start: ExecutionStart): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`
    select id from executions
    where id = ${start.id} or (${start.idempotencyKey}::text is not null
      and coalesce(user_id::text, '') = ${start.userId ?? ""} and idempotency_key = ${start.idempotencyKey})
    order by id = ${start.id} limit 1`;
  return rows[0]?.id ?? null;
}
