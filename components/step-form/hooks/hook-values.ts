import { sampleAt } from "@/server/core/hooks/sample";
import { EXECUTION_FIELDS, type HookMoment, TASK_FIELDS } from "@/server/core/hooks/words";
import type { JsonObject, JsonValue } from "@/server/core/json";
import type { PickedValue, ValueGroup, ValueSource } from "../form-scene";

/** What is known of the thing whose hooks these are. */
export interface HookFacts {
  /** Null: the hooks are of the whole chain. */
  step: { id: string; name: string; input: JsonObject; output: JsonValue | undefined } | null;
  /** Name of the chain's own; and parameters and results of its last execution. */
  params: JsonObject;
  results: JsonObject;
}

/** What a template of a hook can read: other names than those of a step. */
export function hookValues(moment: HookMoment, facts: HookFacts, hooks: readonly JsonValue[]): ValueSource {
  const sample = sampleAt(moment);
  const ofStep = moment !== "workflow_finished";
  const output = ofStep ? facts.step?.output : facts.results;
  const groups: ValueGroup[] = [
    { title: "This step", values: ofStep ? fixed("task", TASK_FIELDS, sample) : [] },
    { title: "What it was given", values: ofStep && facts.step ? fields("input", facts.step.input) : [] },
    { title: "What it gave", values: moment === "task_started" ? [] : fields("output", output) },
    { title: "The chain", values: fixed("execution", EXECUTION_FIELDS, sample) },
    { title: "Parameters", values: fields("params", facts.params).slice(1) },
    { title: "Made by hooks before", values: hooks.flatMap(madeBy) },
  ];
  return { groups: groups.filter(({ values }) => values.length > 0) };
}

const fixed = (root: string, names: readonly string[], sample: JsonObject): PickedValue[] =>
  names.map((name) => ({
    ...{
      expression: `${root}.${name}`,
      type: name === "error" ? "problem, or nothing" : typeOf(valueIn(sample[root], name)),
    },
    ...(name === "error" ? {} : { value: valueIn(sample[root], name) }),
  }));

function fields(root: string, value: JsonValue | undefined): PickedValue[] {
  const own: PickedValue = { expression: root, type: typeOf(value), value };
  if (!isObject(value)) return [own];
  const names = Object.keys(value).filter((name) => /^[A-Za-z_]\w*$/.test(name));
  return [
    own,
    ...names.map((name) => ({ expression: `${root}.${name}`, type: typeOf(value[name]), value: value[name] })),
  ];
}

function madeBy(hook: JsonValue): PickedValue[] {
  const set = isObject(hook) && hook.type === "transform" && isObject(hook.params) ? hook.params.set : null;
  return isObject(set) ? Object.keys(set).map((name) => ({ expression: `vars.${name}`, type: "value" })) : [];
}

const valueIn = (value: JsonValue | undefined, name: string) => (isObject(value) ? value[name] : undefined);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function typeOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "value";
  if (Array.isArray(value)) return "list";
  return { string: "text", object: "object" }[typeof value as string] ?? typeof value;
}
