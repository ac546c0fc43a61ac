import type { EngineEvent } from "../core/execution/engine-event";
import type { Plan } from "../core/plan/plan";
import type { StoredCommand } from "../store/commands";

/** What an order means to the core; null: it names a step that the plan does not have. */
export function eventOf(plan: Plan, command: StoredCommand, at: number): EngineEvent | null {
  switch (command.command) {
    case "cancel":
      return { type: "execution.cancel_requested", at, by: command.by, note: command.note };
    case "pause":
      return { type: "execution.pause_requested", at };
    case "resume":
      return { type: "execution.resume_requested", at };
    case "continue": {
      const step = plan.steps.findIndex((entry) => entry.id === command.stepId);
      return step < 0 ? null : { type: "step.continue_requested", at, step };
    }
  }
}
