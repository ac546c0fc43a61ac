import { FILTERS } from "@/server/core/template/filters";
import { CONTEXT_FIELDS } from "@/server/core/template/names";
import type { Outline, StepOutline } from "../text/outline";
import { upstreamOf } from "../text/outline-upstream";
import type { CursorPlace, Path } from "../text/place";
import { type HookPlace, hookFields, hookNames } from "./hook-names";
import { descend, typeWords } from "./json-schema";
import { type EditorKnowledge, operationNamed } from "./knowledge";
import type { Suggestion, Suggestions } from "./suggestion";

/** What completion knows about the place of an expression. */
export interface ExpressionScene {
  outline: Outline;
  knowledge: EditorKnowledge;
  /** The step that the expression stands in. */
  step: StepOutline | null;
  /** Null: it is not a template of a hook. */
  hook: HookPlace | null;
}

const PATH = /(?:([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*)\.)?([\w-]*)$/;

const CONTEXT: Record<string, string> = {
  params: "Parameters of the chain",
  results: "Results by name",
  steps: "State and result of each step",
  errors: "Errors of failed steps",
  variables: "Date and person of the run",
  secrets: "Secret values; never stored or shown",
  execution: "The execution itself",
  start_time: "When the execution started",
  chain_id: "Id of the chain",
  execution_id: "Id of the execution",
  current_step: "Name of this step",
  completed_steps: "Names of the steps that are done",
};

/** The expression that the cursor stands in: text of `{{ … }}` up to it, or a condition. Null: ordinary text. */
export function expressionBefore(text: string, place: CursorPlace, offset: number): string | null {
  const written = text.slice(place.from, offset);
  const open = written.lastIndexOf("{{");
  if (open > written.lastIndexOf("}}")) return written.slice(open + 2);
  return isCondition(place) && open === -1 ? written : null;
}

/** `when` of a step, of a case of its `next`, and `until`. */
function isCondition({ path, kind }: CursorPlace): boolean {
  const [root, , key, ...rest] = path;
  if (root !== "steps" || kind !== "value") return false;
  if (key === "when") return rest.length === 0;
  if (key === "next" || key === "next_step_logic") return rest.length === 2 && rest[1] === "when";
  return (key === "repeat" || key === "repeat_config") && rest.length === 1 && rest[0] === "until";
}

/** Names and filters for an expression that ends at `offset`. */
export function suggestForExpression(expression: string, offset: number, scene: ExpressionScene): Suggestions | null {
  const filter = /\|\s*([a-z_0-9]*)$/.exec(expression);
  if (filter?.[1] !== undefined) {
    const options = FILTERS.map((label): Suggestion => ({ label, kind: "filter", detail: "filter" }));
    return { from: offset - filter[1].length, options, validFor: /^[a-z_0-9]*$/ };
  }
  if (insideOfText(expression)) return null;
  const found = PATH.exec(expression);
  const word = found?.[2] ?? "";
  const parent = found?.[1];
  const options = scene.hook
    ? ofHook(parent, { ...scene, hook: scene.hook })
    : parent
      ? fieldsOf(pathOf(parent), scene)
      : topNames(scene);
  return options.length === 0 ? null : { from: offset - word.length, options, validFor: /^[\w-]*$/ };
}

const ofHook = (parent: string | undefined, scene: Parameters<typeof hookNames>[0]): Suggestion[] =>
  parent ? hookFields(pathOf(parent), scene) : hookNames(scene);

function insideOfText(expression: string): boolean {
  const quotes = expression.replace(/\\"/g, '"').match(/["']/g) ?? [];
  return quotes.length % 2 === 1;
}

/** `deals.items[0].price` becomes `["deals", "items", 0, "price"]`. */
function pathOf(written: string): Path {
  return [...written.matchAll(/([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => (index ? Number(index) : (name ?? "")));
}

function topNames(scene: ExpressionScene): Suggestion[] {
  const results = earlier(scene).map(
    (step): Suggestion => ({
      label: step.outputKey,
      kind: "name",
      detail: step.tool ? `${step.tool}.${step.operation ?? ""}` : "result",
      info: `Result of ${step.name ?? step.id}`,
    }),
  );
  const params = scene.outline.params.map(
    (name): Suggestion => ({ label: `params.${name}`, kind: "name", detail: "parameter" }),
  );
  const rest = Object.entries(CONTEXT).map(([label, info]): Suggestion => ({ label, kind: "name", info }));
  return [...results, ...loopNames(scene), ...params, ...rest];
}

const LOOP_INFO = {
  for_each: { item: "The item that this run is for", index: "Its number in the list, from 0" },
  repeat: { iteration: "How often the step runs by now, from 1" },
} as const;

function loopNames({ step }: ExpressionScene): Suggestion[] {
  if (!step?.loop) return [];
  return Object.entries(LOOP_INFO[step.loop]).map(([label, info]) => ({ label, kind: "name", info }));
}

function fieldsOf(path: Path, scene: ExpressionScene): Suggestion[] {
  const [root, second, ...rest] = path;
  if (second === undefined) {
    if (root === "params") return plain(scene.outline.params, "parameter");
    if (root === "variables" || root === "execution") return plain(CONTEXT_FIELDS[root]);
    if (root === "results")
      return plain(
        earlier(scene).map(({ outputKey }) => outputKey),
        "result",
      );
    if (root === "steps" || root === "errors")
      return plain(
        ended(scene).map(({ id }) => id),
        "step",
      );
    if (root === "secrets") return plain(scene.knowledge.secrets ?? [], "secret");
  }
  if (root === "errors") return rest.length === 0 ? plain(CONTEXT_FIELDS.error) : [];
  if (root === "steps") {
    if (rest.length === 0) return plain(CONTEXT_FIELDS.step);
    return rest[0] === "result" ? resultFields(String(second), "id", rest.slice(1), scene) : [];
  }
  if (root === "results") return resultFields(String(second), "outputKey", rest, scene);
  return resultFields(String(root), "outputKey", path.slice(1), scene);
}

function resultFields(name: string, by: "id" | "outputKey", path: Path, scene: ExpressionScene): Suggestion[] {
  const step = scene.outline.steps.find((one) => one[by] === name);
  const operation = step && operationNamed(scene.knowledge, step.tool, step.operation);
  if (!operation) return [];
  const inList = step.loop === "for_each";
  if (inList && path.length === 0) return [];
  const found = descend(
    { schema: operation.outputSchema, root: operation.outputSchema },
    inList ? path.slice(1) : path,
  );
  return found.flatMap(({ schema }) =>
    Object.entries(schema.properties ?? {}).map(
      ([label, field]): Suggestion => ({ label, kind: "name", detail: typeWords(field), info: field.description }),
    ),
  );
}

/** Steps whose results there are; outside of steps (a chain's own keys) none. */
const earlier = ({ outline, step }: ExpressionScene): StepOutline[] =>
  step ? upstreamOf(outline, step.index).results : [];

/** Steps that have a status and perhaps an error. */
const ended = ({ outline, step }: ExpressionScene): StepOutline[] =>
  step ? upstreamOf(outline, step.index).ended : [];

const plain = (labels: readonly string[], detail?: string): Suggestion[] =>
  labels.map((label) => ({ label, kind: "name", detail }));
