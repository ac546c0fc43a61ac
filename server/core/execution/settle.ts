/**
 * What follows from a state by itself: steps that became ready start or are skipped, loops go on, alternatives stand in, an
 * unhandled failure ends the execution, and the last end of a step is the end of the execution. Called after every event.
 */
import type { Draft } from "./draft";
import { failIfDeadlocked, finishEnding, skipUnneeded, succeedExecution } from "./finishing";
import { decide } from "./joining";
import { launch } from "./launching";
import { advanceLoop } from "./looping";
import { decideStandBy, judgeServed } from "./standing-by";
import { isExecutionEnded, isStepEnded } from "./states";

/** Decides the steps of `candidates` (indexes) and all that follows from them. `ended`: the step that has just ended. */
export function settle(draft: Draft, candidates: Iterable<number>, ended: number | null = null): void {
  if (isExecutionEnded(draft.state.status)) return;
  const queue = ended === null ? [...candidates] : [...candidates].concat(followersOf(draft, ended));
  for (let at = 0; at < queue.length && goesOn(draft); at++) {
    const more = follow(draft, queue[at] ?? 0);
    if (more.length > 0) queue.push(...more);
  }
  if (draft.state.ending) return settleEnding(draft);
  if (draft.state.status !== "running") return settlePaused(draft);
  if (draft.state.open === 0 || skipUnneeded(draft)) return succeedExecution(draft);
  failIfDeadlocked(draft);
}

const NOBODY: readonly number[] = [];

const goesOn = (draft: Draft): boolean => draft.state.status === "running" && !draft.state.ending;

/** Takes one step as far as it goes; says which others are to be looked at since it ended. */
function follow(draft: Draft, index: number): readonly number[] {
  const wasOpen = !isStepEnded(draft.step(index).status);
  if (draft.step(index).loop) advanceLoop(draft, index);
  if (draft.step(index).status === "pending") advance(draft, index);
  if (!isStepEnded(draft.step(index).status)) return NOBODY;
  if (wasOpen) return followersOf(draft, index);
  judgeServed(draft, index);
  return NOBODY;
}

/** A step has ended: who depends on it, stands by for it, or depends on what it stands in for. */
function followersOf(draft: Draft, index: number): readonly number[] {
  const { dependents, alternative } = draft.planStep(index);
  const served = goesOn(draft) ? judgeServed(draft, index) : NOBODY;
  if (alternative === null && served.length === 0) return dependents;
  const standsBy = alternative === null ? NOBODY : [alternative];
  return [...dependents, ...standsBy, ...served.flatMap((one) => followersOf(draft, one))];
}

function advance(draft: Draft, index: number): void {
  const step = draft.planStep(index);
  const decision = step.role === "step" ? decide(draft.plan, draft.state.steps, step) : decideStandBy(draft, index);
  if (decision.type === "run") launch(draft, index);
  if (decision.type === "skip") draft.move({ step: index }, "skipped", { reason: decision.reason });
}

/** While paused nothing starts, but a loop whose last item has ended has ended too. */
function settlePaused(draft: Draft): void {
  draft.state.steps.forEach((step, index) => {
    if (step.loop) advanceLoop(draft, index);
  });
  if (draft.state.ending) settleEnding(draft);
}

/** In a rollback the loops of compensations go on. */
function settleEnding(draft: Draft): void {
  if (draft.state.ending?.rollback && draft.state.status === "running") {
    draft.plan.steps.forEach((step, index) => {
      if (step.role === "compensation" && draft.step(index).loop) advanceLoop(draft, index);
    });
  }
  finishEnding(draft);
}
