import { v7 as uuidv7 } from "uuid";
import type { Transition } from "../core/execution/effect";
import type { ExecutionState } from "../core/execution/state";
import type { Plan } from "../core/plan/plan";
import type { ClaimedExecution } from "../store/claims";
import type { NotificationWrite } from "../store/flush";

/** What a person is told when an execution of theirs ends. Of a test nobody is told: whoever tests looks on. */
export function endNotification(claimed: ClaimedExecution, state: ExecutionState): NotificationWrite | null {
  if (claimed.userId === null || claimed.isTest || state.endedAt === null) return null;
  const told = wording(state);
  return {
    id: uuidv7(),
    userId: claimed.userId,
    email: null,
    dedupeKey: `execution:${claimed.id}:ended`,
    chainName: claimed.chainName,
    at: state.endedAt,
    level: told.level,
    title: `${claimed.chainName} ${told.verb}`,
    body: state.reason?.message ?? told.body,
  };
}

/** Who is told that a step waits for a person: those who may answer, else the one who started the execution. */
export function questionNotifications(
  claimed: ClaimedExecution,
  plan: Plan,
  transition: Transition,
): NotificationWrite[] {
  if (claimed.isTest || transition.step === null || transition.kind !== "step.waiting") return [];
  const { reason } = transition.entry;
  if (reason?.code !== "approval" && reason?.code !== "manual_trigger") return [];
  const step = plan.steps[transition.step];
  const approvers = Array.isArray(reason.prompt?.approvers) ? reason.prompt.approvers.map(String) : [];
  const people = [
    ...(claimed.userId === null ? [] : [{ userId: claimed.userId, email: null }]),
    ...approvers.map((email) => ({ userId: null, email })),
  ];
  const place = `${step?.id}${transition.item === null ? "" : `.${transition.item}`}`;
  return people.map(({ userId, email }) => ({
    ...{ id: uuidv7(), userId, email, level: "warning", at: transition.at, chainName: claimed.chainName },
    dedupeKey: `execution:${claimed.id}:waits:${place}:${transition.attempt}`,
    title: `${claimed.chainName} waits for you`,
    body: reason.code === "approval" ? reason.message : `Step "${step?.name}" waits for Continue.`,
  }));
}

function wording(state: ExecutionState): { level: NotificationWrite["level"]; verb: string; body: string } {
  switch (state.status) {
    case "failed":
      return { level: "error", verb: "failed", body: "" };
    case "timed_out":
      return { level: "error", verb: "timed out", body: "" };
    case "canceled":
      return { level: "warning", verb: "was canceled", body: "" };
    default:
      return state.withErrors
        ? { level: "warning", verb: "succeeded with errors", body: "A step failed, and the chain went on." }
        : { level: "success", verb: "succeeded", body: `All ${state.steps.length} steps have ended.` };
  }
}
