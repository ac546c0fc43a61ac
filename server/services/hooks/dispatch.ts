import type { JsonObject } from "../../core/json";
import { AppError } from "../../errors";
import { loadPlan } from "../../store/plans";
import { findTasksNamed } from "../../store/tasks";
import type { Chains } from "../chains";
import type { ServiceDependencies } from "../dependencies";
import { type Starts, scheduleActor } from "../starts";
import { bodyOfStep } from "../tasks/task-body";

/** A hook starts something, whose hooks start something: this is how far it goes. */
export const MAX_HOOK_DEPTH = 5;

export interface Dispatch {
  /** The same delivery starts one execution, however often it is tried. */
  deliveryId: string;
  /** In whose name; null: the operator's. */
  userId: string | null;
  executionId: string;
  planHash: string;
  /** Of the execution that the hook belongs to. */
  depth: number;
  taskId: string;
  input: JsonObject;
}

/** Starts what a `dispatch_task` hook names: a step of its chain alone, or a saved task. */
export function createDispatch(deps: ServiceDependencies, chains: Chains, starts: Pick<Starts, "startPlan">) {
  const { sql } = deps.db;

  async function found({
    userId,
    planHash,
    taskId,
  }: Dispatch): Promise<{ name: string; body: JsonObject; savedId?: string }> {
    const step = (await loadPlan(sql, planHash))?.steps.find(({ id }) => id === taskId);
    if (step) return { name: step.name, body: bodyOfStep(step) };
    const [task] = userId === null ? [] : await findTasksNamed(sql, userId, [taskId]);
    if (task) return { name: task.name, body: task.body, savedId: task.id };
    throw new AppError("not_found", `There is no saved task and no step of this chain named "${taskId}".`);
  }

  return async (request: Dispatch): Promise<{ executionId: string }> => {
    const { userId, depth, deliveryId, input } = request;
    if (depth >= MAX_HOOK_DEPTH) {
      const message = `Hooks may start tasks ${MAX_HOOK_DEPTH} deep: each of these tasks was started by a hook of another. Take one of the hooks out.`;
      throw new AppError("invalid", message);
    }
    const { name, body, savedId } = await found(request);
    const actor = userId === null ? ({ type: "operator" } as const) : { ...scheduleActor(userId), name: "hook" };
    // The input is data of the run, so nothing in it is a template.
    const given = Object.keys(input).map((key) => [key, `{{ params.input[${JSON.stringify(key)}] }}`] as const);
    const parameters = { ...((body.parameters ?? {}) as JsonObject), ...Object.fromEntries(given) };
    const definition = {
      name,
      params: { input: { type: "object", default: {} } },
      steps: [{ id: "task", name, ...body, parameters }],
    };
    const plan = await chains.prepare(actor, JSON.stringify(definition));
    const started = await starts.startPlan(actor, plan, {
      ...{ params: { input }, origin: "hook", idempotencyKey: `hook:${deliveryId}`, depth: depth + 1 },
      ...(savedId === undefined ? {} : { taskId: savedId }),
    });
    return { executionId: started.id };
  };
}
