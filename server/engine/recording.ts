/** What is written of a change beside its event: the step's result, news for people, sub-chains and orders to them. */
import type { Effect, Transition } from "../core/execution/effect";
import type { EngineEvent } from "../core/execution/engine-event";
import type { ExecutionState } from "../core/execution/state";
import type { Beside, Driven } from "./attempts";
import { endNotification, failureNotification, questionNotifications } from "./notification";
import { inlineResult } from "./stored-result";
import { childEndedTell, childTell } from "./tell";

/** Adds a transition to the next write. `beside` belongs to the step that `event` is about, and to no other that it moved. */
export function recordTransition(
  { claimed, plan, pending }: Driven,
  transition: Transition,
  event: EngineEvent,
  { stored, browser, child }: Beside,
  children: { onChild(id: string): void },
): void {
  if (transition.step === null) return pending.addTransition(transition, null, null);
  const own = "step" in event && event.step === transition.step && (event.item ?? null) === transition.item;
  const { entry, kind } = transition;
  const result = own && stored ? stored : kind === "step.succeeded" ? inlineResult(entry.result) : null;
  pending.addTransition(transition, result, own ? (browser ?? null) : null);
  if (own && child && entry.childId === child.id) {
    pending.addStart(child);
    children.onChild(child.id);
  }
  for (const question of questionNotifications(claimed, plan, transition)) pending.addNotification(question);
  const failure = failureNotification(claimed, plan, transition);
  if (failure) pending.addNotification(failure);
}

/** What is told with the end of an execution: to its person, and to the execution that runs it. */
export function recordEnd({ claimed, pending }: Driven, state: ExecutionState): void {
  const notification = endNotification(claimed, state);
  if (notification) pending.addNotification(notification);
  const tell = childEndedTell(claimed);
  if (tell) pending.addTell(tell);
}

/** Orders to sub-chains are recorded with the transitions; the rest are to be performed after that. */
export function recordTells({ claimed, pending }: Driven, effects: Effect[]): Effect[] {
  if (!effects.some(({ type }) => type === "tell-child")) return effects;
  return effects.filter((effect) => {
    if (effect.type === "tell-child") pending.addTell(childTell(claimed.id, effect));
    return effect.type !== "tell-child";
  });
}
