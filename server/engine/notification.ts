import type { Transition } from "../core/execution/effect";
import type { ExecutionState } from "../core/execution/state";
import type { NotificationKind } from "../core/notifications/rules";
import type { Plan } from "../core/plan/plan";
import { newId } from "../new-id";
import type { ClaimedExecution } from "../store/claims";
import type { NotificationWrite } from "../store/flush";

/** What a person is told when an execution of theirs ends. Of a test nobody is told: whoever tests looks on. */
export function endNotification(claimed: ClaimedExecution, state: ExecutionState): NotificationWrite | null {
  if (claimed.userId === null || claimed.isTest || state.endedAt === null) return null;
  const told = wording(state);
  return {
    id: newId(),
    userId: claimed.userId,
    email: null,
    dedupeKey: `execution:${claimed.id}:ended`,
    ...{ kind: told.kind, stepId: null },
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
    ...{ id: newId(), userId, email, level: "warning", at: transition.at, chainName: claimed.chainName },
    dedupeKey: `execution:${claimed.id}:waits:${place}:${transition.attempt}`,
    ...{ kind: "waiting" as const, stepId: step?.id ?? null },
    title: `${claimed.chainName} waits for you`,
    body: reason.code === "approval" ? reason.message : `Step "${step?.name}" waits for Continue.`,
  }));
}

/** Of a step that has failed for good. Items of a loop are many, and their loop speaks for them. */
export function failureNotification(
  claimed: ClaimedExecution,
  plan: Plan,
  transition: Transition,
): NotificationWrite | null {
  if (claimed.userId === null || claimed.isTest || transition.step === null || transition.item !== null) return null;
  const { kind, entry, at, attempt } = transition;
  if (kind !== "step.failed" && kind !== "step.timed_out") return null;
  const step = plan.steps[transition.step];
  return {
    ...{ id: newId(), userId: claimed.userId, email: null, chainName: claimed.chainName, at },
    dedupeKey: `execution:${claimed.id}:failed:${step?.id}:${attempt}`,
    ...{ kind: "step_failed", stepId: step?.id ?? null, level: "warning" },
    title: `${step?.name} failed in ${claimed.chainName}`,
    body: entry.error?.message ?? "",
  };
}

interface Wording {
  kind: NotificationKind;
  level: NotificationWrite["level"];
  verb: string;
  body: string;
}

function wording(state: ExecutionState): Wording {
  switch (state.status) {
    case "failed":
      return { kind: "chain_failed", level: "error", verb: "failed", body: "" };
    case "timed_out":
      return { kind: "chain_failed", level: "error", verb: "timed out", body: "" };
    case "canceled":
      return { kind: "chain_canceled", level: "warning", verb: "was canceled", body: "" };
    default:
      return state.withErrors
        ? {
            kind: "chain_finished",
            level: "warning",
            verb: "succeeded with errors",
            body: "A step failed, and the chain went on.",
          }
        : {
            kind: "chain_finished",
            level: "success",
            verb: "succeeded",
            body: state.steps.length === 1 ? "Its step has ended." : `All ${state.steps.length} steps have ended.`,
          };
  }
}
