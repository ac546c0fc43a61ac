import { EXECUTION_FIELDS, HOOK_MOMENTS, type HookMoment, TASK_FIELDS } from "@/server/core/hooks/words";
import type { Outline, StepOutline } from "../text/outline";
import type { Path } from "../text/place";
import { descend, type JsonSchema, typeWords } from "./json-schema";
import { type EditorKnowledge, operationNamed } from "./knowledge";
import type { Suggestion } from "./suggestion";

/** A template of a hook: which moment it tells of, and which hook of it this is. */
export interface HookPlace {
  moment: HookMoment;
  /** Leads to the hooks of the moment. */
  list: Path;
  index: number;
}

/** Null: the place is not inside of a hook. */
export function hookPlaceOf(path: Path): HookPlace | null {
  const at = path[0] === "hooks" ? 0 : path[0] === "steps" && path[2] === "hooks" ? 2 : -1;
  const [moment, index] = [HOOK_MOMENTS.find((one) => one === path[at + 1]), path[at + 2]];
  return at < 0 || !moment || typeof index !== "number" ? null : { moment, list: path.slice(0, at + 2), index };
}

interface HookScene {
  hook: HookPlace;
  outline: Outline;
  knowledge: EditorKnowledge;
  /** Null: the hook is of the chain. */
  step: StepOutline | null;
}

/** What the templates of a hook can begin with: other names than those of a step. */
export function hookNames({ hook: { moment } }: HookScene): Suggestion[] {
  const isWhole = moment === "workflow_finished";
  return [
    ...(isWhole ? [] : [name("task", "The step, with its status"), name("input", "What the step was given")]),
    ...(moment === "task_started" ? [] : [name("output", isWhole ? "Results by name" : "What the step gave")]),
    ...[name("execution", "The execution itself"), name("params", "Parameters of the chain")],
    ...[name("vars", "Values of a transform before this hook"), name("env", "Variables that the operator allowed")],
    name("secrets", "In the headers and the secret of a webhook"),
  ];
}

/** The fields below a name, as far as they are known. */
export function hookFields(path: Path, { hook, outline, knowledge, step }: HookScene): Suggestion[] {
  const [root, ...rest] = path;
  const operation = step && operationNamed(knowledge, step.tool, step.operation);
  const isWhole = hook.moment === "workflow_finished";
  if (root === "input") return isWhole || !operation ? [] : below(operation.inputSchema, rest);
  if (root === "output" && !isWhole) return operation ? below(operation.outputSchema, rest) : [];
  if (rest.length > 0) return [];
  if (root === "output") return outline.steps.map(({ outputKey }) => name(outputKey));
  if (root === "task") return isWhole ? [] : TASK_FIELDS.map((field) => name(field));
  if (root === "execution") return EXECUTION_FIELDS.map((field) => name(field));
  if (root === "params") return outline.params.map((field) => name(field));
  if (root === "secrets") return (knowledge.secrets ?? []).map((field) => name(field));
  return root === "vars" ? made(hook, outline) : [];
}

/** What `transform` hooks before this one set. */
function made({ list, index }: HookPlace, { entries }: Outline): Suggestion[] {
  const found = entries.flatMap(({ path }) => {
    const [place, params, set, field, ...deeper] = path.slice(list.length);
    const isInside = list.every((part, at) => path[at] === part) && Number(place) < index;
    return isInside && params === "params" && set === "set" && typeof field === "string" && deeper.length === 0
      ? [field]
      : [];
  });
  return [...new Set(found)].map((field) => name(field));
}

const below = (schema: JsonSchema, path: Path): Suggestion[] =>
  descend({ schema, root: schema }, path).flatMap(({ schema: found }) =>
    Object.entries(found.properties ?? {}).map(([label, field]) => ({
      ...{ label, kind: "name" as const, detail: typeWords(field), info: field.description },
    })),
  );

const name = (label: string, info?: string): Suggestion => ({ label, kind: "name", info });
