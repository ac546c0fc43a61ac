/** The rows for what a flush adds to the history. Put together by hand, since this is done for all that is ever recorded. */
import type { EventWrite } from "./flush";
import { jsonText } from "./json-text";

/** A row with more would be slow to look into. */
const MOST_EVENTS = 100;

/** A step that runs and has no row yet. */
export interface BareStep {
  stepId: string;
  /** Index of the item of a loop; -1: the step itself. */
  item: number;
  attempt: number;
  startedAt: number;
}

/** One row of the history. */
export interface HistoryRow {
  execution: string;
  seq: number;
  events: string;
  running: string | null;
}

/** Adds the rows of one execution to `rows`. */
export function addHistory(
  rows: HistoryRow[],
  execution: string,
  events: readonly EventWrite[],
  running: readonly BareStep[],
): void {
  for (let from = 0; from < events.length; from += MOST_EVENTS) {
    const to = Math.min(from + MOST_EVENTS, events.length);
    rows.push({
      execution,
      seq: events[to - 1]?.seq ?? 0,
      events: packed(events, from, to),
      running: to === events.length && running.length > 0 ? packedRunning(running) : null,
    });
  }
}

function packed(events: readonly EventWrite[], from: number, to: number): string {
  let text = "";
  for (let index = from; index < to; index += 1) {
    const event = events[index];
    if (!event) continue;
    const data = event.data === null ? "null" : jsonText(event.data);
    const place = `"${event.kind}",${quoted(event.stepId)},${event.item},${event.attempt}`;
    text += `${text === "" ? "[" : ","}[${event.at},${place},${data}]`;
  }
  return `${text}]`;
}

function packedRunning(steps: readonly BareStep[]): string {
  let text = "";
  for (const { stepId, item, attempt, startedAt } of steps) {
    text += `${text === "" ? "[" : ","}[${quoted(stepId)},${item},${attempt},${startedAt}]`;
  }
  return `${text}]`;
}

/** The same few names come again and again. */
const names = new Map<string, string>();
const MOST_NAMES = 5_000;

function quoted(name: string | null): string {
  if (name === null) return "null";
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) names.clear();
  const text = jsonText(name) ?? "null";
  names.set(name, text);
  return text;
}
