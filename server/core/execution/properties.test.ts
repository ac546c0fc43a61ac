import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canExecutionMove,
  canStepMove,
  type ExecutionStatus,
  isExecutionEnded,
  isStepEnded,
  type StepStatus,
} from "./states";
import { Duel } from "./testing/duel";
import { STEP_SPECS } from "./testing/random-plans";

const RUNS = 3_000;
const CASE = [
  STEP_SPECS,
  fc.constantFrom("resume" as const, "resume" as const, "fail" as const),
  fc.array(fc.nat(100_000), { maxLength: 60 }),
] as const;

/** Plays a random execution to its end; after the random picks, what is open is done in order. */
function play(duel: Duel, picks: number[], check: () => void): void {
  const quiet = Array.from({ length: 400 }, () => 1);
  for (const pick of [...picks, ...quiet]) {
    if (duel.over) return;
    duel.next(pick);
    check();
  }
  throw new Error(`It never ends: ${JSON.stringify(duel.walk.statuses)}`);
}

test("random plans under random happenings agree with the reference after every event, and always end", () => {
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(...CASE, (specs, onCrash, picks) => {
      const duel = new Duel(specs, onCrash);
      const { walk, reference } = duel;
      play(duel, picks, () => {
        expect(walk.state.steps.map((step) => step.status)).toEqual(reference.status);
        expect(walk.state.status).toBe(reference.execution);
        expect(duel.unexplained()).toEqual([]);
      });
      expect(walk.state.steps.map((step) => step.reason?.code ?? null)).toEqual(reference.reason);
      expect(walk.state.reason?.code ?? null).toBe(reference.why);
      expect(walk.state.withErrors).toBe(reference.withErrors);
      ends.set(walk.state.status, (ends.get(walk.state.status) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  // The property has bitten only when executions ended in every way.
  for (const status of ["succeeded", "failed", "canceled", "timed_out"]) {
    expect(ends.get(status) ?? 0, status).toBeGreaterThan(RUNS / 50);
  }
});

test("the transitions of any execution are legal moves and fold to its final state", () => {
  fc.assert(
    fc.property(...CASE, (specs, onCrash, picks) => {
      const duel = new Duel(specs, onCrash);
      play(duel, picks, () => {});
      const { transitions, state } = duel.walk;
      let execution: ExecutionStatus = "queued";
      const steps: StepStatus[] = state.steps.map(() => "pending");
      transitions.forEach((entry, position) => {
        const to = entry.kind.slice(entry.kind.indexOf(".") + 1);
        if (entry.step === null) {
          expect(canExecutionMove(execution, to as ExecutionStatus)).toBe(true);
          execution = to as ExecutionStatus;
          if (isExecutionEnded(execution)) expect(position).toBe(transitions.length - 1);
        } else {
          expect(canStepMove(steps[entry.step] ?? "pending", to as StepStatus)).toBe(true);
          steps[entry.step] = to as StepStatus;
        }
      });
      expect(execution).toBe(state.status);
      expect(steps).toEqual(state.steps.map((step) => step.status));
      expect(steps.every(isStepEnded)).toBe(true);
      expect(state).toMatchObject({ open: 0, running: 0 });
    }),
    { numRuns: 500 },
  );
});

test("every attempt is asked for exactly once, and no step that has succeeded is asked for again", () => {
  fc.assert(
    fc.property(...CASE, (specs, onCrash, picks) => {
      const duel = new Duel(specs, onCrash);
      play(duel, picks, () => {});
      const { effects, transitions, state } = duel.walk;
      const asked = effects.flatMap((effect) =>
        effect.type === "run-step" ? [`${effect.step}:${effect.attempt}`] : [],
      );
      const begun = transitions.flatMap((entry) =>
        entry.kind === "step.running" ? [`${entry.step}:${entry.attempt}`] : [],
      );
      expect(asked).toEqual(begun);
      expect(new Set(asked).size).toBe(asked.length);
      state.steps.forEach((step, index) => {
        const own = begun.filter((entry) => entry.startsWith(`${index}:`));
        expect(own).toEqual(own.map((_, position) => `${index}:${position + 1}`));
        expect(step.attempt).toBe(own.length);
      });
    }),
    { numRuns: 500 },
  );
});
