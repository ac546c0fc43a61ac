import type { ExecutionAction } from "../core/execution/actions";
import { recordCommand } from "../store/commands";
import { type Actor, nameOf } from "./actor";
import { createAnswers } from "./answers";
import type { Chains } from "./chains";
import type { ServiceDependencies } from "./dependencies";
import { createEvaluations } from "./evaluations";
import { createExecutionAccess, refuseUnless } from "./execution-access";
import { createExecutionReading } from "./execution-reading";
import { createReplays } from "./replays";
import { createStarts, scheduleActor } from "./starts";

/** Starting, following, steering and replaying executions. */
export function createExecutions(deps: ServiceDependencies, chains: Chains) {
  const access = createExecutionAccess(deps);
  const { answer, continue: proceed } = createAnswers(deps);

  async function command(
    actor: Actor,
    id: string,
    action: Extract<ExecutionAction, "cancel" | "pause" | "resume">,
    note: string | null,
  ): Promise<void> {
    const execution = await access.allowed(actor, id, "steer");
    refuseUnless(action, execution);
    const by = nameOf(actor);
    await recordCommand(deps.db.sql, {
      ...{ executionId: id, command: action, by, note },
      ...{ stepId: null, item: null, data: null },
    });
  }

  return {
    ...createStarts(deps, chains),
    ...createExecutionReading(deps),
    ...createReplays(deps, chains),
    ...createEvaluations(deps),
    answer,
    continue: proceed,
    cancel: (actor: Actor, id: string, note: string | null) => command(actor, id, "cancel", note),
    /** Makes room for the next run of a schedule, in its owner's name. */
    cancelForSchedule: (ownerId: string, id: string) =>
      command(scheduleActor(ownerId), id, "cancel", "The schedule starts the next run."),
    pause: (actor: Actor, id: string) => command(actor, id, "pause", null),
    resume: (actor: Actor, id: string) => command(actor, id, "resume", null),
  };
}
