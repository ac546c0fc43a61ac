/** What must hold of deliveries after any trouble, from their rows and from the receiver outside. */
import type { Sql } from "../../db/client";
import type { DeliveryState } from "../../server/core/hooks/words";
import { DELIVERY_LEASE } from "./expected";
import type { Receipt } from "./receiver";

/** A delivery, and where it stands among those of its moment. */
export interface OwedDelivery {
  id: string;
  executionId: string;
  momentId: string;
  /** `moment` or `moment:step`. */
  place: string;
  position: number;
  type: string;
  state: DeliveryState;
  reason: string | null;
  isDeciding: boolean;
  /** Epoch milliseconds; null: it is not settled. */
  settledAt: number | null;
}

export async function listOwed(sql: Sql, executionIds: readonly string[]): Promise<OwedDelivery[]> {
  const rows = await sql<OwedDelivery[]>`
    select d.id, d.execution_id as "executionId", d.moment_id as "momentId", d.position, d.type, d.state, d.reason,
      concat_ws(':', m.moment, m.step_id) as place, d.hook->>'onError' = 'fail' as "isDeciding",
      (extract(epoch from d.settled_at) * 1000)::float8 as "settledAt"
    from hook_deliveries d join hook_moments m on m.id = d.moment_id
    where d.execution_id = any(${[...executionIds]}::text[]) order by d.moment_id, d.position`;
  return [...rows];
}

/** How many of these executions' deliveries are still to be made. */
export async function countUnsettled(sql: Sql, executionIds: readonly string[]): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from hook_deliveries
    where next_at is not null and execution_id = any(${[...executionIds]}::text[])`;
  return rows[0]?.count ?? 0;
}

/** What an execution has to have told when it has ended: how many deliveries, by place. */
export interface Telling {
  id: string;
  tells: Readonly<Record<string, number>>;
}

export interface DeliveryAudit {
  problems: string[];
  /** Begun before a freeze and arrived after it: no rule can hold these back, so they prove nothing. */
  late: number;
  /** More than once, for the first time was not recorded. */
  again: number;
}

export function auditDeliveries(
  tellings: readonly Telling[],
  rows: readonly OwedDelivery[],
  receipts: readonly Receipt[],
): DeliveryAudit {
  const isLate = ({ beganAt, arrivedAt }: Receipt) => arrivedAt - beganAt > DELIVERY_LEASE.sendWithinMs + 1_000;
  const byId = grouped(receipts, ({ id }) => id);
  const prompt = receipts.filter((receipt) => !isLate(receipt));
  return {
    problems: [
      ...tellings.flatMap((telling) => auditPlaces(telling, rows)),
      ...rows.flatMap((row) => auditEnd(row, byId.get(row.id) ?? [])),
      ...auditStrangers(rows, receipts),
      ...auditOrder(rows, prompt),
    ],
    late: receipts.length - prompt.length,
    again: [...byId.values()].reduce((sum, { length }) => sum + length - 1, 0),
  };
}

/** Each transition that has hooks has exactly the rows that these ask for. */
function auditPlaces({ id, tells }: Telling, rows: readonly OwedDelivery[]): string[] {
  const own = rows.filter(({ executionId }) => executionId === id);
  const places = new Set([...Object.keys(tells), ...own.map(({ place }) => place)]);
  return [...places].flatMap((place) => {
    const [wanted, found] = [tells[place] ?? 0, own.filter((row) => row.place === place).length];
    return wanted === found ? [] : [`deliveries of ${id} at ${place}: ${found} instead of ${wanted}`];
  });
}

/** Delivered and received, or given up for a reason. */
function auditEnd({ id, type, state, reason, place, settledAt }: OwedDelivery, receipts: readonly Receipt[]): string[] {
  const name = `delivery ${id} (${type} at ${place})`;
  if (settledAt === null && (state === "waiting" || state === "sending"))
    return [`${name} is still ${state}: ${reason}`];
  if (state !== "delivered") return reason ? [] : [`${name} ended as ${state} without a reason`];
  const wasHeard = receipts.some(({ status }) => status === 200);
  return type === "webhook" && !wasHeard ? [`${name} counts as delivered and was never received`] : [];
}

/** Nothing arrives that nobody owes; a hook that decides is asked before there is a row of it. */
function auditStrangers(rows: readonly OwedDelivery[], receipts: readonly Receipt[]): string[] {
  const known = new Set(rows.map(({ id }) => id));
  const strangers = receipts.filter(({ id, isDeciding }) => !isDeciding && !known.has(id));
  return strangers.map(({ id }) => `delivery ${id} was received, and there is no row of it`);
}

/** Within a moment nothing is sent before what comes before it is settled, nor again afterwards. */
function auditOrder(rows: readonly OwedDelivery[], receipts: readonly Receipt[]): string[] {
  const byId = grouped(receipts, ({ id }) => id);
  const moments = grouped(
    rows.filter(({ type, isDeciding }) => type === "webhook" && !isDeciding),
    ({ momentId }) => momentId,
  );
  return [...moments.values()].flatMap((deliveries) =>
    deliveries.slice(1).flatMap((after, index) => {
      const before = deliveries[index];
      const last = Math.max(...(byId.get(before?.id ?? "") ?? []).map(({ arrivedAt }) => arrivedAt));
      const first = Math.min(...(byId.get(after.id) ?? []).map(({ arrivedAt }) => arrivedAt));
      return last <= first ? [] : [`delivery ${after.id} at ${after.place} was sent before the one before it was done`];
    }),
  );
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
