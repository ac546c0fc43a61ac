import { assignStepIds } from "@/server/core/definition/step-ids";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { isObject } from "./chain-text";

/** The classic names of some keys, and those of the format. */
const CLASSIC: Record<string, string> = { retry: "retry_config", repeat: "repeat_config", next: "next_step_logic" };

/** A step as it is written, with what the compiler will call it. */
export interface StepData {
  index: number;
  id: string;
  /** Whether the id is written out and not made from the name. */
  ownId: boolean;
  body: JsonObject;
  /** Name, or id when it has none. */
  title: string;
  outputKey: string;
}

/** The steps of a definition, whatever else may be wrong with it. */
export function stepsOf(data: JsonObject): StepData[] {
  const bodies = (Array.isArray(data.steps) ? data.steps : []).map((step) => (isObject(step) ? step : {}));
  const ids = assignStepIds(bodies.map(({ id, name }) => ({ id: textOf(id), name: textOf(name) })));
  return bodies.map((body, index) => {
    const id = ids[index] ?? `step-${index + 1}`;
    return {
      ...{ index, id, body },
      ownId: textOf(body.id) !== undefined,
      title: textOf(body.name) ?? id,
      outputKey: textOf(body.output_key) ?? id,
    };
  });
}

/** Whether a reference means this step: by its id or by its name. */
export const isNamed = (step: StepData, name: JsonValue | undefined): boolean =>
  name !== undefined && (name === step.id || name === step.body.name);

export const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;

/** The name under which a step holds a key: the classic one where it stands there. */
export const writtenKey = (body: JsonObject, key: string): string => {
  const classic = CLASSIC[key];
  return classic !== undefined && !Object.hasOwn(body, key) && Object.hasOwn(body, classic) ? classic : key;
};

/** A dependency in its long form; null: it cannot be read. */
export interface Dependency {
  step: string;
  on: "success" | "failure" | "always";
}

/** Written dependencies; null: none are written, the step above counts. */
export function dependenciesOf(body: JsonObject): Dependency[] | null {
  if (!Array.isArray(body.depends_on)) return null;
  return body.depends_on.flatMap((entry): Dependency[] => {
    if (typeof entry === "string") return [{ step: entry, on: "success" }];
    const step = isObject(entry) ? textOf(entry.step) : undefined;
    if (!isObject(entry) || step === undefined) return [];
    return [{ step, on: entry.on === "failure" || entry.on === "always" ? entry.on : "success" }];
  });
}

/** Where a step's `next` goes. */
export function gotosOf(body: JsonObject): string[] {
  const next = body[writtenKey(body, "next")];
  return (Array.isArray(next) ? next : []).flatMap((entry) => (isObject(entry) ? (textOf(entry.goto) ?? []) : []));
}

/** Ids of steps that only run for another one: as its alternative or to undo it. */
export const standBysOf = (steps: readonly StepData[]): Set<string> =>
  new Set(steps.flatMap(({ body }) => [textOf(body.alternative) ?? [], textOf(body.compensate) ?? []].flat()));

/** An id that no step has yet. */
export function freeId(wanted: string, steps: readonly StepData[]): string {
  const taken = new Set(steps.flatMap(({ id, outputKey }) => [id, outputKey]));
  let free = wanted;
  for (let number = 2; taken.has(free); number++) free = `${wanted}_${number}`;
  return free;
}
