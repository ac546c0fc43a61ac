import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from "yaml";
import { inlineTasks, type SavedTasks } from "../definition/inline-tasks";
import { parseDraft } from "../definition/parse";
import type { SavedTask } from "../definition/saved-task";
import type { JsonObject } from "../json";
import { resolveActions } from "../plan/actions";
import type { ToolCatalog } from "../plan/catalog";

export type Completed =
  | { ok: true; source: string }
  /** A step names a task that is not among those given. */
  | { ok: false; stepId: string; task: string };

/**
 * A definition that says itself what its saved tasks do: others have the definition, but not the tasks. Without saved tasks it stays as it
 * was written, to the letter.
 */
export function withTaskBodies(source: string, known: { catalog: ToolCatalog; tasks: SavedTasks }): Completed {
  const { definition, report } = parseDraft(source);
  if (!definition) return { ok: true, source };
  const resolved = resolveActions(definition, known.catalog);
  const { taskOf } = inlineTasks(resolved, known.tasks, report);
  const missing = resolved.steps.find(({ task }, at) => task !== undefined && !taskOf.has(at));
  if (missing) return { ok: false, stepId: missing.id, task: missing.task ?? "" };
  return { ok: true, source: taskOf.size === 0 ? source : rewritten(source, taskOf) };
}

/** Comments stay, and so does everything that the steps say themselves. */
function rewritten(source: string, taskOf: ReadonlyMap<number, SavedTask>): string {
  if (source.trimStart().startsWith("{")) {
    const data = JSON.parse(source) as { steps: JsonObject[] };
    const steps = data.steps.map((step, at) => withBody(step, taskOf.get(at)));
    return `${JSON.stringify({ ...data, steps }, null, 2)}\n`;
  }
  const document = parseDocument(source);
  const steps = document.get("steps", true);
  for (const [at, task] of taskOf) {
    const step = isSeq(steps) ? steps.items[at] : undefined;
    if (isMap(step)) writeBody(document, step, task);
  }
  return document.toString({ lineWidth: 0 });
}

/** The keys by which a step names its task. */
const NAMING = new Set(["task", "action", "type"]);

function withBody(step: JsonObject, task: SavedTask | undefined): JsonObject {
  if (!task) return step;
  const rest = Object.fromEntries(Object.entries(step).filter(([key]) => !NAMING.has(key)));
  const parameters = { ...(task.body.parameters as JsonObject), ...(step.parameters as JsonObject) };
  // A question that was saved as a task has no tools unless it says so; one that is written in a chain is another case.
  const none: JsonObject = task.body.execution_mode === "orchestrated" ? { allowed_tools: [] } : {};
  return { ...none, ...task.body, ...rest, ...(Object.keys(parameters).length > 0 ? { parameters } : {}) };
}

/** Puts the body where the task was named. */
function writeBody(document: Document, step: YAMLMap, task: SavedTask): void {
  const own = step.toJSON() as JsonObject;
  const whole = withBody(own, task);
  const items = step.items as Pair[];
  const nameOf = (pair: Pair) => String(isScalar(pair.key) ? pair.key.value : pair.key);
  const at = items.findIndex((pair) => NAMING.has(nameOf(pair)));
  const added = Object.keys(whole).filter((key) => !Object.hasOwn(own, key));
  items.splice(at, 0, ...added.map((key) => document.createPair(key, whole[key])));
  step.items = items.filter((pair) => !NAMING.has(nameOf(pair)));
  if (!Object.hasOwn(own, "parameters")) return;
  const parameters = step.get("parameters", true);
  for (const [key, value] of Object.entries(whole.parameters as JsonObject))
    if (isMap(parameters) && !parameters.has(key)) parameters.add(document.createPair(key, value));
}
