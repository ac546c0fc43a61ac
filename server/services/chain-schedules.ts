import type { Sql } from "../../db/client";
import { scheduleOf } from "../core/definition/schedule-of";
import type { ScheduleFilter } from "../core/search/schedule-filters";
import { type ChainListFilter, restingCandidates } from "../store/chain-list";

/** Which chains have a schedule that rests is known from their texts alone. */
export async function scheduleWanted(
  sql: Sql,
  userId: string,
  wanted: ScheduleFilter,
): Promise<NonNullable<ChainListFilter["schedule"]>> {
  if (wanted === "on") return { on: true };
  const candidates = await restingCandidates(sql, userId);
  const resting = candidates.flatMap(({ id, source }) => (scheduleOf(source) ? [id] : []));
  return wanted === "paused" ? { among: resting } : { on: false, but: resting };
}
