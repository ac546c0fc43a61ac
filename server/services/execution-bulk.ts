import type { Plan } from "../core/plan/plan";
import { listSteps, type StepRecord } from "../store/executions";
import type { Actor } from "./actor";
import { type BulkAnswer, each } from "./chain-bulk";
import type { ServiceDependencies } from "./dependencies";
import { createExecutionAccess, refuseUnless } from "./execution-access";
import type { createExecutions } from "./executions";

/** Ends that a replay goes back to. */
const WENT_WRONG = new Set(["failed", "timed_out", "canceled"]);

/** The first step that went wrong, in the order of the plan; the first of all when none did. */
export function replayStart(plan: Plan, steps: readonly Pick<StepRecord, "stepId" | "status">[]): string | null {
  const statuses = new Map(steps.map(({ stepId, status }) => [stepId, status]));
  const own = plan.steps.filter(({ role }) => role === "step");
  return (own.find(({ id }) => WENT_WRONG.has(statuses.get(id) ?? "")) ?? own[0])?.id ?? null;
}

/** Cancels and replays several executions: each is authorised by itself, and says why not. */
export function createExecutionBulk(deps: ServiceDependencies, executions: ReturnType<typeof createExecutions>) {
  const access = createExecutionAccess(deps);
  const nameOf = (actor: Actor, id: string) =>
    access.allowed(actor, id, "read").then(
      ({ chainName }) => chainName,
      () => null,
    );

  return {
    cancel: (actor: Actor, ids: readonly string[], note: string | null): Promise<BulkAnswer> =>
      each(
        ids,
        (id) => nameOf(actor, id),
        (id) => executions.cancel(actor, id, note),
      ),

    /** From the first step that went wrong, else from the beginning. With the same key nothing is started twice. */
    replay: (actor: Actor, ids: readonly string[], key: string): Promise<BulkAnswer> =>
      each(
        ids,
        (id) => nameOf(actor, id),
        async (id) => {
          const execution = await access.allowed(actor, id, "replay");
          refuseUnless("replay", execution);
          const plan = await access.planOf(execution);
          const fromStep = replayStart(plan, await listSteps(deps.db.sql, id)) ?? "";
          const idempotencyKey = `${key}:${id}`;
          await executions.replay(actor, id, { fromStep, version: "same", origin: "manual", idempotencyKey });
        },
      ),
  };
}
