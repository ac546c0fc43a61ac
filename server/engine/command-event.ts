import type { EngineEvent } from "../core/execution/engine-event";
import type { StepFailure } from "../core/execution/state";
import type { JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import type { AnswerData } from "../store/answers";
import type { StoredCommand } from "../store/commands";
import { placeOf } from "./place";

/** What an order means to the core; null: it names a step that the plan does not have, or is no order of a person. */
export function eventOf(plan: Plan, command: StoredCommand, at: number): EngineEvent | null {
  switch (command.command) {
    case "cancel":
      return { type: "execution.cancel_requested", at, by: command.by, note: command.note };
    case "pause":
      return { type: "execution.pause_requested", at };
    case "resume":
      return { type: "execution.resume_requested", at };
    case "continue": {
      const place = placeIn(plan, command);
      return place && { type: "step.continue_requested", at, ...place };
    }
    case "answer": {
      const place = placeIn(plan, command);
      return place && { type: "step.answered", at, ...place, ...answerOf(command) };
    }
    case "child_ended":
      return null;
  }
}

/** The step that a command names. */
export function placeIn(plan: Plan, command: StoredCommand) {
  const step = plan.steps.findIndex((entry) => entry.id === command.stepId);
  return step < 0 ? null : placeOf(step, command.item);
}

function answerOf(command: StoredCommand): { result: JsonObject; error: StepFailure | null } {
  const { answer, rejected } = command.data as unknown as AnswerData;
  const error = rejected === null ? null : ({ code: "rejected", message: rejected, retryable: false } as const);
  return { result: answer, error };
}
