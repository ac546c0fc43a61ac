/**
 * `task:` names a saved task. Its body takes the place of the name before anything else looks at the step, so that a plan
 * says all that it does: what a task becomes later changes no chain that was published before.
 */
import type { JsonObject } from "../json";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { ChainDefinition, StepDefinition } from "./definition";
import { parseDraft } from "./parse";
import type { Report } from "./report";
import { type SavedTask, taskBody } from "./saved-task";

/** The tasks that steps may name, under whichever keys: they are found by key, id or name. */
export type SavedTasks = ReadonlyMap<string, SavedTask>;

export interface InlinedTasks {
  definition: ChainDefinition;
  /** Which task a step does, by the index of the step. */
  taskOf: ReadonlyMap<number, SavedTask>;
}

/**
 * The ids and names of saved tasks that the steps of a definition name or may mean by an `action`, each once: what to load before it is compiled.
 * Of a text whatever could be understood counts.
 */
export function referencedTasks(written: string | { steps: readonly { task?: string; action?: string }[] }): string[] {
  const steps = (typeof written === "string" ? parseDraft(written).definition : written)?.steps ?? [];
  return [
    ...new Set(
      steps.flatMap(({ task, action }) => [task, action].flatMap((name) => (name === undefined ? [] : [name.trim()]))),
    ),
  ];
}

/** Puts the bodies of saved tasks into the steps that name them. Unknown tasks are reported. */
export function inlineTasks(definition: ChainDefinition, tasks: SavedTasks, report: Report): InlinedTasks {
  const taskOf = new Map<number, SavedTask>();
  if (definition.steps.every(({ task }) => task === undefined)) return { definition, taskOf };
  const steps = definition.steps.map((step, at): StepDefinition => {
    if (step.task === undefined) return step;
    const task = findTask(step.task.trim(), tasks);
    const complain = (message: string, suggestion?: string) =>
      report.add({ path: ["steps", at, "task"], message, suggestion, stepId: step.id });
    if (task === undefined) {
      const { message, suggestion } = unknownTask(step.task.trim(), tasks);
      complain(`Step "${step.id}": ${message}`, suggestion);
      return step;
    }
    const body = taskBody.safeParse(task.body);
    if (!body.success) {
      const [issue] = body.error.issues;
      const where = issue === undefined || issue.path.length === 0 ? "" : `\`${issue.path.join(".")}\`: `;
      complain(`The task "${task.name}" cannot be done: ${where}${issue?.message ?? "it is empty"}. Edit the task.`);
      return step;
    }
    taskOf.set(at, task);
    return withBody(step, body.data);
  });
  return { definition: { ...definition, steps }, taskOf };
}

/** The step's own parameters go over those of the task, key by key. */
function withBody({ task: _, ...step }: StepDefinition, body: Partial<StepDefinition>): StepDefinition {
  const parameters: JsonObject = { ...body.parameters, ...step.parameters };
  return { ...body, ...step, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) };
}

function findTask(wanted: string, tasks: SavedTasks): SavedTask | undefined {
  const all = [...tasks.values()];
  return tasks.get(wanted) ?? all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name === wanted);
}

function unknownTask(wanted: string, tasks: SavedTasks): { message: string; suggestion?: string } {
  const names = [...new Set([...tasks.values()].map(({ name }) => name))];
  const suggestion = nearest(wanted, names);
  if (names.length === 0) return { message: `there is no saved task "${wanted}". No tasks are saved here.` };
  const message = `there is no saved task "${wanted}". These exist: ${listNames(names)}.${didYouMean(suggestion)}`;
  return { message, suggestion };
}
