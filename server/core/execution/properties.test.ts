import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { explain } from "./explain";
import type { StepState } from "./state";
import {
  canExecutionMove,
  canStepMove,
  type ExecutionStatus,
  isExecutionEnded,
  isStepEnded,
  type StepStatus,
} from "./states";
import type { Duel } from "./testing/duel";
import { play, RANDOM_RUN, runs } from "./testing/play";
import { interpret } from "./testing/reference";

/** The hardest of the broken variants of `npm run mutants` needs about a thousand. */
const RUNS = Number(process.env.CHAINWRIGHT_TEST_RUNS ?? 10_000);

test("random executions over all rules, crashes and pauses end as the reference says", () => {
  const seen = new Map<string, number>();
  const count = (what: string | null) => seen.set(what ?? "", (seen.get(what ?? "") ?? 0) + 1);
  fc.assert(
    fc.property(RANDOM_RUN[0], RANDOM_RUN[2], (specs, picks) => {
      const duel = play(specs, "resume", picks);
      const { ends } = duel;
      expect(ends).toEqual(interpret(specs, duel.facts));
      for (const one of [ends.execution, ends.why, ...ends.steps.flatMap(({ end, why }) => [end, why])]) count(one);
    }),
    runs(RUNS),
  );
  // The property has bitten only when everything that can happen happened.
  const often = [
    "succeeded",
    "failed",
    "canceled",
    "timed_out",
    "skipped",
    "step_failed",
    "timeout",
    "execution_canceled",
  ];
  const reasons = ["condition_false", "branch_not_taken", "dependency_failed", "dependency_skipped", "not_needed"];
  const rarer = ["rolled_back", "rollback_failed", "repeat_exhausted", "interrupted", "rejected", "approval_expired"];
  const rest = ["execution_stopped", "sub_chain_failed", "tool_error"];
  for (const what of [...often, ...reasons, ...rest]) expect(seen.get(what) ?? 0, what).toBeGreaterThan(RUNS / 500);
  for (const what of rarer) expect(seen.get(what) ?? 0, what).toBeGreaterThan(RUNS / 5_000);
}, 120_000);

test("the reference is short, and knows nothing of the core", () => {
  for (const [file, lines] of [
    ["reference.ts", 100],
    ["spec.ts", 120],
  ] as const) {
    const text = readFileSync(path.join(import.meta.dirname, "testing", file), "utf8");
    expect(text.split("\n").length - 1).toBeLessThan(lines);
    const imports = [...text.matchAll(/from "(.*)"/g)].map((match) => match[1]);
    expect(imports.every((name) => name === "./spec")).toBe(true);
  }
});

/** Statuses of everything as the recorded transitions tell them, item by item. */
function fold({ walk }: Duel): { execution: ExecutionStatus; places: Map<string, StepStatus> } {
  let execution: ExecutionStatus = "queued";
  const places = new Map<string, StepStatus>();
  for (const [position, entry] of walk.transitions.entries()) {
    const to = entry.kind.slice(entry.kind.indexOf(".") + 1);
    if (entry.step === null) {
      expect(canExecutionMove(execution, to as ExecutionStatus)).toBe(true);
      execution = to as ExecutionStatus;
      if (isExecutionEnded(execution)) expect(position).toBe(walk.transitions.length - 1);
    } else {
      const key = `${entry.step}.${entry.item ?? ""}`;
      expect(canStepMove(places.get(key) ?? "pending", to as StepStatus)).toBe(true);
      places.set(key, to as StepStatus);
    }
  }
  return { execution, places };
}

/** What the counters of a state have to be. */
function counted({ walk }: Duel) {
  const { steps } = walk.state;
  const runningOf = (step: StepState, index: number) =>
    step.loop
      ? step.loop.items.filter((item) => item.status === "running").length
      : Number(step.status === "running" && walk.plan.steps[index]?.forEach === null);
  return {
    open: steps.filter((step) => !isStepEnded(step.status)).length,
    running: steps.map(runningOf).reduce((a, b) => a + b, 0),
    loops: steps.map(({ loop }) => {
      const begun = loop?.items.filter((item) => item.status !== "pending") ?? [];
      return loop && { begun: begun.length, active: begun.filter((item) => !isStepEnded(item.status)).length };
    }),
  };
}

test("after every event the transitions are legal moves that fold to the state, and the counters are right", () => {
  fc.assert(
    fc.property(...RANDOM_RUN, (specs, onCrash, picks) => {
      const duel = play(specs, onCrash, picks, ({ walk }) => {
        const { open, running, steps } = walk.state;
        const loops = steps.map(({ loop }) => loop && { begun: loop.begun, active: loop.active });
        expect({ open, running, loops }).toEqual(counted({ walk } as Duel));
      });
      const { execution, places } = fold(duel);
      expect(execution).toBe(duel.walk.state.status);
      expect(duel.walk.state.steps.map((_, index) => places.get(`${index}.`))).toEqual(
        duel.walk.state.steps.map((step) => step.status),
      );
      expect([...places.values()].every(isStepEnded)).toBe(true);
      expect(duel.walk.state).toMatchObject({ open: 0, running: 0 });
    }),
    runs(1_500),
  );
}, 120_000);

test("every attempt is asked for exactly once and in order, and nothing that has succeeded is asked for again", () => {
  fc.assert(
    fc.property(...RANDOM_RUN, (specs, onCrash, picks) => {
      const { effects, transitions } = play(specs, onCrash, picks).walk;
      const name = (one: { step: number | null; item?: number | null; attempt: number | null }) =>
        `${one.step}.${one.item ?? ""}:${one.attempt}`;
      const asked = effects.flatMap((effect) => (effect.type === "run-step" ? [name(effect)] : []));
      // A loop begins without an attempt of its own.
      const isLoop = (step: number | null, item: number | null) => item === null && specs[step ?? 0]?.each != null;
      const begun = transitions.flatMap((entry) =>
        entry.kind === "step.running" && !isLoop(entry.step, entry.item) ? [name(entry)] : [],
      );
      expect(asked).toEqual(begun);
      const attempts = new Map<string, number>();
      for (const one of asked) {
        const [place = "", attempt] = one.split(":");
        expect(Number(attempt)).toBe((attempts.get(place) ?? 0) + 1);
        attempts.set(place, Number(attempt));
      }
    }),
    runs(1_500),
  );
}, 120_000);

test("items begin in their order and never more at a time than the loop says; what is undone is undone last end first", () => {
  fc.assert(
    fc.property(...RANDOM_RUN, (specs, onCrash, picks) => {
      const duel = play(specs, onCrash, picks, ({ walk }) => {
        walk.state.steps.forEach(({ loop }, index) => {
          expect(loop?.active ?? 0).toBeLessThanOrEqual(specs[index]?.each?.width ?? 0);
          const begun = loop?.items.map((item) => item.status !== "pending") ?? [];
          expect(begun.indexOf(false) === -1 || !begun.slice(begun.indexOf(false)).includes(true)).toBe(true);
        });
      });
      const { walk } = duel;
      const ends = walk.transitions.flatMap((entry) =>
        entry.kind === "step.succeeded" && entry.item === null ? [entry.step] : [],
      );
      const undone = walk.transitions.flatMap((entry) => {
        const isBegin = entry.kind === "step.running" && entry.item === null && entry.attempt === 1;
        return isBegin && specs[entry.step]?.role === "compensation" ? [entry.step] : [];
      });
      const undoneEnds = undone.map((step) => ends.indexOf(specs.findIndex((spec) => spec.compensate === step)));
      expect([...new Set(undoneEnds)]).toEqual([...new Set(undoneEnds)].sort((a, b) => b - a));
      expect(undoneEnds).not.toContain(-1);
    }),
    runs(1_500),
  );
}, 120_000);

test("at every moment every step that is open has an explanation, and names only steps that are open", () => {
  fc.assert(
    fc.property(...RANDOM_RUN, (specs, onCrash, picks) => {
      play(specs, onCrash, picks, ({ walk }) => {
        const { plan, state } = walk;
        plan.steps.forEach((step, index) => {
          const sentence = explain(plan, state, index);
          expect(sentence).toMatch(/[.!?:\d]$/);
          const entry = state.steps[index];
          if (entry?.status !== "pending" || step.role !== "step" || !sentence.startsWith("It waits for")) return;
          const named = [...sentence.matchAll(/"(s\d)"/g)].map((match) => walk.index(match[1] ?? ""));
          const isOpen = (other: number) =>
            !isStepEnded(state.steps[other]?.status ?? "pending") || plan.steps[other]?.alternative !== null;
          expect(named.length).toBeGreaterThan(0);
          expect(named.every(isOpen)).toBe(true);
        });
      });
    }),
    runs(500),
  );
}, 120_000);
