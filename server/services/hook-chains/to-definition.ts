import { stringify } from "yaml";
import type { JsonObject, JsonValue } from "../../core/json";
import type { HookChain, HookTask, TriggerCondition } from "./hook-chain";
import { propertiesRead, rewritten, stepIdOf } from "./references";

/** What a task of the history does, by the `task_order` of the task that names it. */
export type TaskSources = ReadonlyMap<number, { name: string; body: JsonObject }>;

const EDGES: Readonly<Record<TriggerCondition, string>> = {
  always: "always",
  on_success: "success",
  on_failure: "failure",
};
const INCLUDES = { include_result: "result", include_files: "files", include_browser_state: "browser" } as const;

/** A hook chain as the text of a chain definition, in YAML. Pure. */
export function definitionText(chain: HookChain, sources: TaskSources): string {
  const tasks = [...chain.tasks].sort((a, b) => a.task_order - b.task_order);
  const orders = tasks.map(({ task_order }) => task_order);
  const texts = tasks.map(({ task_config, context_mapping }) => [task_config?.question ?? "", context_mapping]);
  const read = propertiesRead(texts, orders);
  const steps = tasks.map((task, index) =>
    stepOf(task, { before: tasks[index - 1] ?? null, source: sources.get(task.task_order) ?? null, orders, read }),
  );
  return stringify({
    name: chain.name,
    ...(chain.description ? { description: chain.description } : {}),
    params: { initial_context: { type: "object", default: {}, description: "What the execution is started with." } },
    share: { browser_session: chain.share_browser_session, files: chain.share_file_system },
    steps,
  });
}

interface Surroundings {
  before: HookTask | null;
  source: { name: string; body: JsonObject } | null;
  orders: readonly number[];
  read: ReadonlyMap<number, ReadonlySet<string>>;
}

function stepOf(task: HookTask, { before, source, orders, read }: Surroundings): JsonObject {
  const { parameters: own, pass } = mapping(task.context_mapping);
  const body: JsonObject = source ? source.body : questionBody(task, read.get(task.task_order) ?? null);
  const parameters = { ...((body.parameters ?? {}) as JsonObject), ...own };
  const step: JsonObject = {
    id: stepIdOf(task.task_order),
    name: nameFrom(source?.name ?? task.task_config?.question ?? ""),
    ...body,
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(Object.keys(pass).length > 0 ? { pass } : {}),
    ...(before ? { depends_on: [{ step: stepIdOf(before.task_order), on: EDGES[before.trigger_condition] }] } : {}),
  };
  return rewritten(step, orders);
}

/** A result of which later tasks read properties has to have them. */
function questionBody({ task_config: config }: HookTask, properties: ReadonlySet<string> | null): JsonObject {
  const { question = "", model_platform: platform, model_type: type } = config ?? {};
  const model: JsonValue | null = platform && type ? { platform, type } : (type ?? null);
  const names = [...(properties ?? [])];
  const schema = {
    ...{ type: "object", required: names },
    properties: Object.fromEntries(names.map((name) => [name, {}])),
  };
  return {
    ...{ execution_mode: "orchestrated", task_description: question },
    ...(model === null ? {} : { model }),
    ...(names.length > 0 ? { output_schema: schema } : {}),
  };
}

/** What is passed on, where it is said; and the rest, which are parameters. */
function mapping(given: HookTask["context_mapping"]): { parameters: JsonObject; pass: JsonObject } {
  const parameters: JsonObject = {};
  const pass: JsonObject = {};
  for (const [key, value] of Object.entries(given)) {
    if (Object.hasOwn(INCLUDES, key)) pass[INCLUDES[key as keyof typeof INCLUDES]] = value !== false;
    else parameters[key] = value as JsonValue;
  }
  return { parameters, pass };
}

/** The first line of a question, as a name. */
function nameFrom(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
