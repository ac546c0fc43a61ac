import type { JsonObject, JsonValue } from "@/server/core/json";
import type { Path } from "../text/place";
import { isObject } from "./chain-text";
import type { Patch } from "./patch";
import { type Renaming, renameInExpression, renameInTemplate } from "./rename-names";
import { type StepData, stepsOf, writtenKey } from "./steps-of";

/** A new id, everywhere: order, ways, stand-bys, templates and conditions. */
export function renameStep(data: JsonObject, index: number, id: string): Patch[] {
  const steps = stepsOf(data);
  const step = steps[index];
  if (!step || id === step.id) return [];
  const renamings: Renaming[] = [{ of: "id", from: step.id, to: id }];
  if (step.outputKey === step.id && step.body.output_key === undefined) {
    renamings.push({ of: "result", from: step.id, to: id });
  }
  const ends = steps.flatMap((one) => inOrder(one, step.id, id));
  return [...inTexts(data, renamings), ...ends, { op: "set", path: ["steps", index, "id"], value: id }];
}

/** A new name of the result, everywhere it is read. */
export function renameOutput(data: JsonObject, index: number, key: string): Patch[] {
  const step = stepsOf(data)[index];
  if (!step || key === step.outputKey) return [];
  const path: Path = ["steps", index, "output_key"];
  const own: Patch = key === step.id ? { op: "remove", path } : { op: "set", path, value: key };
  return [...inTexts(data, [{ of: "result", from: step.outputKey, to: key }]), own];
}

function inOrder({ index, body }: StepData, from: string, to: string): Patch[] {
  const patches: Patch[] = [];
  const check = (value: JsonValue | undefined, path: Path) => {
    if (value === from) patches.push({ op: "set", path: ["steps", index, ...path], value: to });
  };
  const list = (key: string): readonly JsonValue[] => {
    const value = body[key];
    return Array.isArray(value) ? value : [];
  };
  for (const [place, entry] of list("depends_on").entries()) {
    if (isObject(entry)) check(entry.step, ["depends_on", place, "step"]);
    else check(entry, ["depends_on", place]);
  }
  const next = writtenKey(body, "next");
  for (const [place, entry] of list(next).entries()) {
    if (isObject(entry)) check(entry.goto, [next, place, "goto"]);
  }
  for (const key of ["alternative", "compensate"]) check(body[key], [key]);
  return patches;
}

/** Keys whose text is an expression also without braces. */
const EXPRESSIONS = new Set<string | number>(["when", "until", "for_each"]);
/** Keys of a step whose text is never a template. */
const PLAIN = new Set<string | number>(["id", "name", "description", "tool", "operation", "output_key"]);

function inTexts(data: JsonObject, renamings: readonly Renaming[]): Patch[] {
  const patches: Patch[] = [];
  const visit = (value: JsonValue, path: Path) => {
    if (typeof value === "string") {
      const [, , own] = path;
      if (path.length === 3 && own !== undefined && PLAIN.has(own)) return;
      const last = path.at(-1) ?? "";
      const inParameters = path[0] === "steps" && own === "parameters";
      const bare = EXPRESSIONS.has(last) && !inParameters && !value.includes("{{");
      const rename = bare ? renameInExpression : renameInTemplate;
      const renamed = renamings.reduce((text, renaming) => rename(text, renaming), value);
      if (renamed !== value) patches.push({ op: "set", path, value: renamed });
    } else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
  };
  visit(data, []);
  return patches;
}
