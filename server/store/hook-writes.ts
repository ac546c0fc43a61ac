/** Moments and their deliveries, as the flush writes them beside the transition that they tell of. */
import type { PlanHook } from "../core/hooks/plan-hook";
import type { DeliveryState, HookLevel, HookMoment, MomentStatus } from "../core/hooks/words";
import type { JsonObject } from "../core/json";
import { CHANNELS } from "./channels";
import type { ExecutionWrite } from "./flush";
import type { FlushPart } from "./flush-parts";
import { jsonText, storableText } from "./json-text";
import { type Column, rowSet } from "./row-set";
import { Piece, type Statement } from "./statement";

/** Times are epoch milliseconds. */
export interface MomentWrite {
  id: string;
  level: HookLevel;
  moment: HookMoment;
  status: MomentStatus | null;
  stepId: string | null;
  stepName: string | null;
  userId: string | null;
  chainId: string | null;
  chainName: string;
  context: JsonObject;
  depth: number;
  at: number;
  deliveries: DeliveryWrite[];
}

export interface DeliveryWrite {
  id: string;
  hook: PlanHook;
  target: string;
  state: DeliveryState;
  reason: string | null;
  /** Of one that was settled on the spot. */
  attempt: DeliveryAttempt | null;
}

/** What a try was and what came of it. */
export interface DeliveryAttempt {
  /** Secrets and variables of the environment by name. */
  request: JsonObject | null;
  answer: JsonObject | null;
  host: string | null;
  dispatchedId: string | null;
  at: number;
  ms: number;
  /** One line. */
  outcome: string;
}

interface OwnedMoment {
  execution: string;
  row: MomentWrite;
}

const MOMENT_COLUMNS: readonly Column<OwnedMoment>[] = [
  { name: "id", type: "uuid", of: ({ row }) => row.id },
  { name: "execution_id", type: "text", of: (x) => x.execution },
  { name: "user_id", type: "uuid", of: ({ row }) => row.userId },
  { name: "chain_id", type: "uuid", of: ({ row }) => row.chainId },
  { name: "chain_name", type: "text", of: ({ row }) => storableText(row.chainName) },
  { name: "level", type: "text", of: ({ row }) => row.level },
  { name: "moment", type: "text", of: ({ row }) => row.moment },
  { name: "status", type: "text", of: ({ row }) => row.status },
  { name: "step_id", type: "text", of: ({ row }) => row.stepId },
  { name: "step_name", type: "text", of: ({ row }) => row.stepName && storableText(row.stepName) },
  { name: "context", type: "text", as: "jsonb", of: ({ row }) => jsonText(row.context) },
  { name: "depth", type: "int", of: ({ row }) => row.depth },
  { name: "at", type: "float8", as: "time", of: ({ row }) => row.at },
];

interface OwnedDelivery {
  execution: string;
  moment: MomentWrite;
  position: number;
  row: DeliveryWrite;
}

const isWaiting = ({ row }: OwnedDelivery) => row.state === "waiting";

const DELIVERY_COLUMNS: readonly Column<OwnedDelivery>[] = [
  { name: "id", type: "uuid", of: ({ row }) => row.id },
  { name: "moment_id", type: "uuid", of: ({ moment }) => moment.id },
  { name: "position", type: "int", of: (x) => x.position },
  { name: "execution_id", type: "text", of: (x) => x.execution },
  { name: "type", type: "text", of: ({ row }) => row.hook.type },
  { name: "hook", type: "text", as: "jsonb", of: ({ row }) => jsonText(row.hook) },
  { name: "target", type: "text", of: ({ row }) => storableText(row.target) },
  { name: "state", type: "text", of: ({ row }) => row.state },
  { name: "next_at", type: "float8", as: "time", of: (x) => (isWaiting(x) ? x.moment.at : null) },
  { name: "created_at", type: "float8", as: "time", of: ({ moment }) => moment.at },
  { name: "settled_at", type: "float8", as: "time", of: (x) => (isWaiting(x) ? null : x.moment.at) },
  { name: "attempts", type: "int", of: ({ row }) => Number(row.state === "delivered" || row.attempt !== null) },
  { name: "reason", type: "text", group: "told", of: ({ row }) => row.reason && storableText(row.reason) },
  { name: "host", type: "text", group: "tried", of: ({ row }) => row.attempt?.host ?? null },
  { name: "request", type: "text", as: "jsonb", group: "tried", of: ({ row }) => jsonText(row.attempt?.request) },
  { name: "answer", type: "text", as: "jsonb", group: "tried", of: ({ row }) => jsonText(row.attempt?.answer) },
  { name: "dispatched_id", type: "text", group: "tried", of: ({ row }) => row.attempt?.dispatchedId ?? null },
];

const NOTHING: FlushPart = { parts: new Piece(""), notes: new Piece("") };

/** What lifecycle hooks are owed. */
export function hooked(s: Statement, writes: readonly ExecutionWrite[]): FlushPart {
  if (!writes.some(({ moments }) => moments && moments.length > 0)) return NOTHING;
  const moments = writes.flatMap(({ id, moments = [] }) => moments.map((row) => ({ execution: id, row })));
  const deliveries = moments.flatMap(({ execution, row: moment }) =>
    moment.deliveries.map((row, position) => ({ execution, moment, position, row })),
  );
  const [first, second] = [rowSet(s, MOMENT_COLUMNS, moments), rowSet(s, DELIVERY_COLUMNS, deliveries)];
  const parts = s.sql`, moment as (
      insert into hook_moments (${first.names}) select ${first.values} from ${first.rows} join ok on ok.id = x.execution_id
    ), delivery as (
      insert into hook_deliveries (${second.names}) select ${second.values} from ${second.rows} join ok on ok.id = x.execution_id
      returning state
    )`;
  const notes = s.sql`, (select count(pg_notify(${CHANNELS.hooks}, '')) from delivery where state = 'waiting') as told_hooks`;
  return { parts, notes };
}
