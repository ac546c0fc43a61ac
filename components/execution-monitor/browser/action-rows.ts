import { type LogEvent, logOf } from "../log-lines";

/** Something that was done in the browser, by the step or by a person. */
export interface ActionRow {
  seq: number;
  at: number;
  name: string;
  what: string;
  /** Null: the step itself. */
  by: string | null;
  ms: number | null;
  failed: boolean;
}

/** Of the lines of a browser step, those that say what was done. */
export function actionRows(logs: readonly LogEvent[]): ActionRow[] {
  return logs.flatMap((event): ActionRow[] => {
    const { message, data } = logOf(event);
    const { action, target, ms, by, failed } = (data ?? {}) as {
      action?: unknown;
      target?: unknown;
      ms?: unknown;
      by?: unknown;
      failed?: unknown;
    };
    const base = { seq: event.seq, at: event.at, failed: failed === true };
    if (typeof by === "string") return [{ ...base, name: "", what: message, by, ms: null }];
    if (typeof action !== "string") return [];
    const what = typeof target === "string" ? target : "";
    return [{ ...base, name: action.replace("_", " "), what, by: null, ms: typeof ms === "number" ? ms : null }];
  });
}

/** `4 by the step, 2 by people`. */
export function actionCount(rows: readonly ActionRow[]): string {
  const people = rows.filter(({ by }) => by !== null).length;
  return people === 0 ? String(rows.length) : `${rows.length - people} by the step, ${people} by people`;
}
