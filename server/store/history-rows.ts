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
    text += `${text === "" ? "[[" : ",["}${timeText(event.at)}${placeText(event)}${data}]`;
  }
  return `${text}]`;
}

function packedRunning(steps: readonly BareStep[]): string {
  let text = "";
  for (const step of steps) text += `${text === "" ? "[" : ","}${bareText(step)}${timeText(step.startedAt)}]`;
  return `${text}]`;
}

/** Hundreds of events have the same moment. */
const moment = { at: 0, text: "0" };

function timeText(at: number): string {
  if (at !== moment.at) {
    moment.at = at;
    moment.text = String(at);
  }
  return moment.text;
}

/** The same few names and places come again and again. */
const MOST_KNOWN = 5_000;
const names = new Map<string, string>();
/** By kind and step, of first attempts that are of no item. */
const firstPlaces = new Map<string, Map<string, string>>();
const firstBare = new Map<string, string>();

/** `,"step.running","fetch",null,1,`: what stands between the time of an event and its data. */
function placeText({ kind, stepId, item, attempt }: EventWrite): string {
  if (stepId === null || item !== null || attempt !== 1) return `,"${kind}",${quoted(stepId)},${item},${attempt},`;
  const ofKind = firstPlaces.get(kind) ?? new Map<string, string>();
  if (ofKind.size === 0) firstPlaces.set(kind, ofKind);
  return ofKind.get(stepId) ?? keep(ofKind, stepId, `,"${kind}",${quoted(stepId)},null,1,`);
}

/** `["fetch",-1,1,`: a step that runs, up to its start. */
function bareText({ stepId, item, attempt }: BareStep): string {
  if (item !== -1 || attempt !== 1) return `[${quoted(stepId)},${item},${attempt},`;
  return firstBare.get(stepId) ?? keep(firstBare, stepId, `[${quoted(stepId)},-1,1,`);
}

function quoted(name: string | null): string {
  if (name === null) return "null";
  return names.get(name) ?? keep(names, name, jsonText(name) ?? "null");
}

function keep(texts: Map<string, string>, key: string, text: string): string {
  if (texts.size >= MOST_KNOWN) texts.clear();
  texts.set(key, text);
  return text;
}
