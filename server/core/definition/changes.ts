/** What two versions of a definition differ in, as people say it. Works on data as it is written, also when it does not compile. */
import type { JsonObject, JsonValue } from "../json";
import { canonicalJson } from "../plan/hash";
import { readText } from "./read-text";
import { assignStepIds } from "./step-ids";

export interface ChangedStep {
  id: string;
  title: string;
  /** What of it is different: `parameters`, `retry`. */
  keys: string[];
}

export interface DefinitionChanges {
  added: ChangedStep[];
  removed: ChangedStep[];
  changed: ChangedStep[];
  /** The same steps in another order. */
  reordered: boolean;
  /** Keys of the chain itself. */
  settings: string[];
}

/** Null: one of the texts cannot be read. */
export function changesBetween(before: string, after: string): DefinitionChanges | null {
  const [old, now] = [dataOf(before), dataOf(after)];
  if (!old || !now) return null;
  const [oldSteps, steps] = [stepsIn(old), stepsIn(now)];
  const byId = new Map(oldSteps.map((step) => [step.id, step]));
  const ids = new Set(steps.map(({ id }) => id));
  const common = (list: readonly Step[]) => list.filter(({ id }) => byId.has(id) && ids.has(id)).map(({ id }) => id);
  return {
    added: steps.filter(({ id }) => !byId.has(id)).map((step) => named(step, [])),
    removed: oldSteps.filter(({ id }) => !ids.has(id)).map((step) => named(step, [])),
    changed: steps.flatMap((step) => {
      const was = byId.get(step.id);
      const keys = was ? changedKeys(was.body, step.body) : [];
      return keys.length > 0 ? [named(step, keys)] : [];
    }),
    reordered: common(steps).join("\n") !== common(oldSteps).join("\n"),
    settings: changedKeys(without(old, "steps"), without(now, "steps")),
  };
}

/** How many things changed, to tell "nothing" from "something". */
export const changeCount = ({ added, removed, changed, reordered, settings }: DefinitionChanges): number =>
  added.length + removed.length + changed.length + settings.length + Number(reordered);

/** One line: `Adds Report. Changes Read deals (retry) and the schedule.` */
export function changeWords(changes: DefinitionChanges): string {
  const { added, removed, changed, reordered, settings } = changes;
  const titles = (steps: readonly ChangedStep[]) => steps.map(({ title }) => title);
  const changedWords = [
    ...changed.map(({ title, keys }) => `${title} (${list(keys)})`),
    ...settings.map((key) => `the ${key.replaceAll("_", " ")}`),
  ];
  const sentences = [
    added.length > 0 ? `Adds ${list(titles(added))}.` : null,
    removed.length > 0 ? `Removes ${list(titles(removed))}.` : null,
    changedWords.length > 0 ? `Changes ${list(changedWords)}.` : null,
    reordered ? "Puts steps into another order." : null,
  ].filter((sentence) => sentence !== null);
  return sentences.length > 0 ? sentences.join(" ") : "Says the same, written otherwise.";
}

interface Step {
  id: string;
  title: string;
  body: JsonObject;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function dataOf(text: string): JsonObject | null {
  const { data } = readText(text);
  return isObject(data) ? data : null;
}

function stepsIn({ steps }: JsonObject): Step[] {
  const bodies = (Array.isArray(steps) ? steps : []).map((step) => (isObject(step) ? step : {}));
  const text = (value: JsonValue | undefined) => (typeof value === "string" && value !== "" ? value : undefined);
  const ids = assignStepIds(bodies.map(({ id, name }) => ({ id: text(id), name: text(name) })));
  return bodies.map((body, index) => {
    const id = ids[index] ?? `step-${index + 1}`;
    return { id, title: text(body.name) ?? id, body };
  });
}

const named = ({ id, title }: Step, keys: string[]): ChangedStep => ({ id, title, keys });

function changedKeys(before: JsonObject, after: JsonObject): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => canonicalJson(before[key]) !== canonicalJson(after[key]));
}

function without(data: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = data;
  return rest;
}

const MOST = 4;

function list(words: readonly string[]): string {
  const shown = words.slice(0, MOST);
  if (words.length > MOST) return `${shown.join(", ")} and ${words.length - MOST} more`;
  const last = shown.at(-1) ?? "";
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${last}` : last;
}
