import type { PickedValue, ValueGroup } from "@/components/step-form/form-scene";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { CONTEXT_FIELDS } from "@/server/core/template/names";
import { descend, type JsonSchema, type Located, typeWords } from "../complete/json-schema";
import { type EditorKnowledge, operationNamed } from "../complete/knowledge";
import { isObject, valueAt } from "../edits/chain-text";
import type { Outline, StepOutline } from "../text/outline";
import { upstreamOf } from "../text/outline-upstream";

export interface ValueScene {
  outline: Outline;
  knowledge: EditorKnowledge;
  data: JsonObject;
  /** The step that reads; null: the chain itself, which only has its parameters. */
  index: number | null;
  /** Values of the last execution, by their first name. */
  last: Readonly<Record<string, JsonValue>>;
}

const DEEPEST = 3;
const MOST_OF_ONE = 40;

/** Everything that a template can read at a step, by where it comes from. */
export function valueGroups(scene: ValueScene): ValueGroup[] {
  const { outline, index } = scene;
  const step = index === null ? null : (outline.steps[index] ?? null);
  const earlier = step ? upstreamOf(outline, step.index).results : [];
  const groups: ValueGroup[] = [
    { title: "This loop", values: step ? loopValues(step, scene, earlier) : [] },
    { title: "Earlier steps", values: [...earlier].reverse().flatMap((one) => resultValues(one, scene)) },
    { title: "Parameters", values: paramValues(scene) },
    { title: "Secrets", values: secretValues(scene.data, scene.knowledge.secrets) },
    { title: "This execution", values: step ? executionValues() : [] },
  ];
  return groups.filter(({ values }) => values.length > 0);
}

function resultValues(step: StepOutline, scene: ValueScene): PickedValue[] {
  const value = scene.last[step.outputKey];
  const schema = operationNamed(scene.knowledge, step.tool, step.operation)?.outputSchema;
  const root: PickedValue = {
    expression: step.outputKey,
    type: step.loop === "for_each" ? "list" : schema ? typeWords(schema) : kindOf(value),
    value,
    info: `Result of ${step.name ?? step.id}`,
  };
  if (step.loop === "for_each") return [root];
  return [root, ...fields(step.outputKey, schema ? [{ schema, root: schema }] : [], value, 1)].slice(0, MOST_OF_ONE);
}

/** Fields that the schema promises, and those that the last value had beside. */
function fields(prefix: string, at: readonly Located[], value: JsonValue | undefined, depth: number): PickedValue[] {
  if (depth > DEEPEST) return [];
  const promised = new Map<string, { schema: JsonSchema; root: JsonSchema }>();
  for (const one of at.flatMap((located) => descend(located, []))) {
    for (const [key, schema] of Object.entries(one.schema.properties ?? {}))
      promised.set(key, { schema, root: one.root });
  }
  const seen = isObject(value) ? Object.keys(value).filter((key) => /^[A-Za-z_][\w-]*$/.test(key)) : [];
  return [...new Set([...promised.keys(), ...seen])].flatMap((key) => {
    const located = promised.get(key);
    const inner = isObject(value) ? value[key] : undefined;
    const expression = `${prefix}.${key}`;
    const own: PickedValue = {
      expression,
      type: located ? typeWords(located.schema) : kindOf(inner),
      value: inner,
      info: located?.schema.description,
    };
    return [own, ...fields(expression, located ? [located] : [], inner, depth + 1)];
  });
}

/** `item` and `index` of a list, `iteration` of a repetition. */
function loopValues(step: StepOutline, scene: ValueScene, earlier: readonly StepOutline[]): PickedValue[] {
  if (step.loop === "repeat") return [{ expression: "iteration", type: "whole number", info: "From 1" }];
  if (step.loop !== "for_each") return [];
  const written = valueAt(scene.data, ["steps", step.index, "for_each"]);
  const path =
    typeof written === "string" ? /^\s*\{\{-?\s*([\w.[\]-]+)\s*-?\}\}\s*$/.exec(written)?.[1]?.split(".") : undefined;
  const [key, ...rest] = path ?? [];
  const source = earlier.find(({ outputKey }) => outputKey === key);
  const schema = source && operationNamed(scene.knowledge, source.tool, source.operation)?.outputSchema;
  const known = schema ? descend({ schema, root: schema }, [...rest, 0]) : [];
  const list = Array.isArray(written) ? written : key === undefined ? undefined : valueAt(scene.last[key], rest);
  const first = Array.isArray(list) ? list[0] : undefined;
  return [
    {
      expression: "item",
      type: known[0] ? typeWords(known[0].schema) : kindOf(first),
      value: first,
      info: "The item that this run is for",
    },
    ...fields("item", known, first, 1),
    {
      expression: "index",
      type: "whole number",
      value: first === undefined ? undefined : 0,
      info: "Its number in the list, from 0",
    },
  ];
}

function paramValues({ data, last }: ValueScene): PickedValue[] {
  const params = isObject(data.params) ? data.params : {};
  return Object.entries(params).map(([name, param]) => {
    const given = isObject(last.params) ? last.params[name] : undefined;
    return {
      expression: `params.${name}`,
      type: isObject(param) ? String(param.type ?? "value") : "value",
      value: given ?? (isObject(param) ? param.default : undefined),
    };
  });
}

/** Names of secrets that the chain may use or already reads; their values are never shown. */
function secretValues(data: JsonObject, known: readonly string[] = []): PickedValue[] {
  const names = new Set([...JSON.stringify(data).matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].map(([, name]) => name ?? ""));
  for (const name of known) names.add(name);
  return [...names].map((name) => ({ expression: `secrets.${name}`, type: "secret", info: "Never stored or shown" }));
}

function executionValues(): PickedValue[] {
  return [
    ...CONTEXT_FIELDS.variables.map((name) => ({ expression: `variables.${name}`, type: "text" })),
    ...CONTEXT_FIELDS.execution.map((name) => ({ expression: `execution.${name}`, type: "value" })),
    { expression: "start_time", type: "text", info: "When the execution started" },
  ];
}

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "any";
  if (Array.isArray(value)) return "list";
  return { string: "text", number: "number", boolean: "true or false" }[typeof value as string] ?? "object";
}
