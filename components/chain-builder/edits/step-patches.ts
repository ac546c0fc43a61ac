import type { JsonObject, JsonValue } from "@/server/core/json";
import type { Path } from "../text/place";
import { isObject, valueAt } from "./chain-text";
import { type Patch, patchData } from "./patch";
import { stepOrder } from "./step-order";
import {
  type Dependency,
  dependenciesOf,
  freeId,
  gotosOf,
  isNamed,
  type StepData,
  stepsOf,
  writtenKey,
} from "./steps-of";

export function setInStep(
  data: JsonObject,
  { index, path, value }: { index: number; path: Path; value: JsonValue | undefined },
): Patch[] {
  const step = stepsOf(data)[index];
  if (!step) return [];
  const [key, ...rest] = path;
  const at: Path = ["steps", index, ...(typeof key === "string" ? [writtenKey(step.body, key)] : []), ...rest];
  const keepsId: Patch[] =
    key === "name" && !step.ownId ? [{ op: "set", path: ["steps", index, "id"], value: step.id }] : [];
  if (value !== undefined) return [...keepsId, { op: "set", path: at, value }];
  return [...keepsId, ...removal(data, at, 3)];
}

/** A key goes, and with it the mappings above it that would be empty, down to a depth at which they stay. */
export function removal(data: JsonObject, path: Path, depth: number): Patch[] {
  if (valueAt(data, path) === undefined) return [];
  let at = path;
  while (at.length > depth) {
    const holder = valueAt(data, at.slice(0, -1));
    if (!isObject(holder) || Object.keys(holder).length > 1) break;
    at = at.slice(0, -1);
  }
  return [{ op: "remove", path: at }];
}

export function addStep(
  data: JsonObject,
  { index, bodies }: { index: number; bodies: readonly JsonObject[] },
): Patch[] {
  const patches: Patch[] = [];
  let now = data;
  for (const [offset, body] of bodies.entries()) {
    const steps = stepsOf(now);
    const id = freeId(typeof body.id === "string" ? body.id : "step", steps);
    const { id: _id, ...rest } = body;
    patches.push({ op: "insert", path: ["steps"], index: index + offset, value: { id, ...rest } });
    now = patches.slice(-1).reduce(patchData, now);
  }
  return patches;
}

export function duplicateStep(data: JsonObject, index: number): Patch[] {
  const steps = stepsOf(data);
  const step = steps[index];
  if (!step) return [];
  const { id: _id, output_key, ...rest } = step.body;
  const id = freeId(step.id, steps);
  const named: JsonObject = typeof rest.name === "string" ? { ...rest, name: `${rest.name} (copy)` } : rest;
  const key: JsonObject = typeof output_key === "string" ? { output_key: freeId(output_key, steps) } : {};
  return [{ op: "insert", path: ["steps"], index: index + 1, value: { id, ...named, ...key } }];
}

export const moveStep = (data: JsonObject, from: number, to: number): Patch[] => {
  const count = stepsOf(data).length;
  const inside = from >= 0 && to >= 0 && from < count && to < count;
  return inside && from !== to ? [{ op: "move", path: ["steps"], from, to }] : [];
};

/** The step and what others say about it: a dependency on it, a way to it, its service as a stand-by. */
export function removeStep(data: JsonObject, index: number): Patch[] {
  const steps = stepsOf(data);
  const gone = steps[index];
  if (!gone) return [];
  const others = steps.filter((step) => step !== gone).flatMap((step) => forget(step, gone));
  return [...others, { op: "remove", path: ["steps", index] }];
}

function forget(step: StepData, gone: StepData): Patch[] {
  const patches: Patch[] = [];
  const within = (key: string, list: JsonValue, keep: (entry: JsonValue) => boolean) => {
    const left = Array.isArray(list) ? list.filter(keep) : [];
    const path: Path = ["steps", step.index, key];
    if (left.length === 0) patches.push({ op: "remove", path });
    else patches.push({ op: "set", path, value: left });
  };
  const isIt = (name: JsonValue | undefined) => isNamed(gone, name);
  if (dependenciesOf(step.body)?.some((one) => isIt(one.step))) {
    within("depends_on", step.body.depends_on ?? [], (entry) => !isIt(isObject(entry) ? entry.step : entry));
  }
  if (gotosOf(step.body).some(isIt)) {
    const key = writtenKey(step.body, "next");
    within(key, step.body[key] ?? [], (entry) => !(isObject(entry) && isIt(entry.goto)));
  }
  for (const key of ["alternative", "compensate"]) {
    if (isIt(step.body[key])) patches.push({ op: "remove", path: ["steps", step.index, key] });
  }
  return patches;
}

/** The step above in the order of the chain; see `StepOrder`. */
function stepAbove(steps: readonly StepData[], index: number): StepData | null {
  const own = steps[index];
  return own ? stepOrder(steps).above(own) : null;
}

export function setTrigger(data: JsonObject, index: number, on: Dependency["on"]): Patch[] {
  const steps = stepsOf(data);
  const above = stepAbove(steps, index) ?? steps[index - 1];
  return above ? connect(data, { from: above.index, to: index, on }) : [];
}

/** A dependency that says what holds anyway is not written. */
export function connect(data: JsonObject, edge: { from: number; to: number; on: Dependency["on"] }): Patch[] {
  const steps = stepsOf(data);
  const from = steps[edge.from];
  const to = steps[edge.to];
  if (!from || !to || from === to) return [];
  const above = stepAbove(steps, edge.to);
  const written =
    dependenciesOf(to.body) ?? (above && above !== from ? [{ step: above.id, on: "success" as const }] : []);
  const others = written.filter(({ step }) => !isNamed(from, step));
  const place = written.findIndex((one) => !others.includes(one));
  const list = [...others];
  list.splice(place === -1 ? list.length : place, 0, { step: from.id, on: edge.on });
  return setDependencies(to, list, list.length === 1 && edge.on === "success" && above === from);
}

export function disconnect(data: JsonObject, edge: { from: number; to: number }): Patch[] {
  const steps = stepsOf(data);
  const from = steps[edge.from];
  const to = steps[edge.to];
  if (!from || !to) return [];
  const above = stepAbove(steps, edge.to);
  const written = dependenciesOf(to.body) ?? (above ? [{ step: above.id, on: "success" as const }] : []);
  return setDependencies(
    to,
    written.filter(({ step }) => !isNamed(from, step)),
    false,
  );
}

function setDependencies(step: StepData, list: readonly Dependency[], implied: boolean): Patch[] {
  const path: Path = ["steps", step.index, "depends_on"];
  if (implied) return step.body.depends_on === undefined ? [] : [{ op: "remove", path }];
  const value = list.map((one) => (one.on === "success" ? one.step : { step: one.step, on: one.on }));
  return [{ op: "set", path, value }];
}
