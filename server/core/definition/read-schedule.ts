import { checkSchedule } from "./check-schedule";
import { Report } from "./report";
import { type ScheduleDefinition, schedule } from "./schema/schedule";
import { SourceMap } from "./source-map";

export interface ScheduleProblem {
  /** Of the schedule; empty: the schedule as a whole. */
  key: string;
  message: string;
}

export type ReadSchedule = { ok: true; schedule: ScheduleDefinition } | { ok: false; problems: ScheduleProblem[] };

/** A schedule that stands alone, by the same rules as one in a definition. */
export function readSchedule(value: unknown): ReadSchedule {
  const parsed = schedule.safeParse(value);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message }) => ({ key: path.join("."), message })),
    };
  }
  const report = new Report(SourceMap.none());
  checkSchedule(parsed.data, report);
  const problems = report.diagnostics.map(({ path, message }) => ({ key: path.replace(/^schedule\.?/, ""), message }));
  return problems.length === 0 ? { ok: true, schedule: parsed.data } : { ok: false, problems };
}
