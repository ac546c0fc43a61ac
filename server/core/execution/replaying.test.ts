import { describe, expect, test } from "vitest";
import type { Plan } from "../plan/plan";
import { keptSteps } from "./replaying";
import { queuedState, type StepState } from "./state";
import { isExecutionEnded } from "./states";
import { planOf, type StepSketch } from "./testing/plan-of";
import { Walk } from "./testing/walk";

/** Runs a plan to its end; the steps that are named fail, all others succeed with their name. */
function ran(plan: Plan, failing: readonly string[] = []): Walk {
  return finish(new Walk(plan).claim(), failing);
}

function finish(walk: Walk, failing: readonly string[] = []): Walk {
  for (let guard = 0; !isExecutionEnded(walk.state.status); guard += 1) {
    if (guard > 100) throw new Error("It does not come to an end.");
    const running = walk.plan.steps.find((_, index) => walk.state.steps[index]?.status === "running");
    if (!running) throw new Error("Nothing runs, and it has not ended.");
    if (failing.includes(running.id)) walk.fail(running.id);
    else walk.succeed(running.id, running.id);
  }
  return walk;
}

const kept = (walk: Walk, from: string, plan = walk.plan) =>
  keptSteps({ plan: walk.plan, steps: walk.state.steps }, plan, from);

/** The replay itself, in the core: it begins with the kept ends and has to come to its end. */
function replayed(walk: Walk, from: string): Walk {
  const keep = kept(walk, from);
  const again = new Walk(walk.plan);
  const { id, origin, userId, chainId, params, createdAt } = walk.state;
  const fresh = queuedState(walk.plan, { id, origin, userId, chainId, params, createdAt });
  const steps = walk.plan.steps.map((step, index) =>
    keep.includes(step.id) ? (walk.state.steps[index] as StepState) : (fresh.steps[index] as StepState),
  );
  again.state = { ...fresh, steps, open: steps.filter((step) => step.endedAt === null).length };
  return finish(again.claim());
}

const ALTERNATIVE: StepSketch[] = [
  { id: "a", errorPolicy: "alternative", alternative: 1 },
  { id: "b", after: [["a", "failure"]], role: "alternative", serves: [0] },
  { id: "c", after: ["a"] },
];
const CHOICE: StepSketch[] = [
  {
    id: "a",
    next: [
      { when: "a == 'x'", goto: 1 },
      { when: null, goto: 2 },
    ],
  },
  { id: "b", after: [["a", "success", [0]]] },
  { id: "c", after: [["a", "success", [1]]] },
  { id: "d", after: ["b", "c"], join: "none_failed" },
];
const ROLLBACK: StepSketch[] = [
  { id: "a", errorPolicy: "rollback", compensate: 1 },
  { id: "b", after: ["a"], role: "compensation", serves: [0] },
  { id: "c", after: ["a"], errorPolicy: "rollback" },
];
const DIAMOND: StepSketch[] = [
  { id: "a" },
  { id: "b", after: ["a"] },
  { id: "c", after: ["a"] },
  { id: "d", after: ["b", "c"] },
];
const CONTINUE: StepSketch[] = [{ id: "a", errorPolicy: "continue" }, { id: "b" }, { id: "c" }];

describe("what a replay keeps", () => {
  test.each<[string, StepSketch[], string[], string, string[]]>([
    ["what is above and beside the step", DIAMOND, [], "b", ["a", "c"]],
    ["nothing, from the first step on", DIAMOND, [], "a", []],
    ["a failure that was handled", CONTINUE, ["a"], "b", ["a"]],
    ["no failure that ended the execution", DIAMOND, ["c"], "d", ["a", "b"]],
    ["a failure with the step that stood in for it", ALTERNATIVE, ["a"], "c", ["a", "b"]],
    ["a step that was not needed, with the one that it stands by for", ALTERNATIVE, [], "c", ["a", "b"]],
    ["the way that was taken, and the one that was not", CHOICE, [], "d", ["a", "b", "c"]],
    ["no compensation, though it ran", ROLLBACK, ["c"], "c", ["a"]],
  ])("%s", (_what, sketches, failing, from, expected) => {
    expect(kept(ran(planOf(sketches), failing), from)).toEqual(expected);
  });

  test("nothing that the end of the execution skipped or stopped", () => {
    const walk = new Walk(planOf(DIAMOND)).claim().succeed("a").fail("b").stopped("c");
    expect(kept(walk, "d")).toEqual(["a"]);
  });
});

describe("every replay comes to its end", () => {
  const plans = { DIAMOND, CHOICE, ALTERNATIVE, CONTINUE };
  const cases = Object.entries(plans).flatMap(([name, sketches]) =>
    sketches.flatMap(({ id, role }) =>
      role
        ? []
        : [[], ["a"], ["c"]].map((failing) => [name, id, failing.join() || "nothing", sketches, failing] as const),
    ),
  );
  test.each(cases)("%s from %s after %s had failed", (_name, from, _failed, sketches, failing) => {
    expect(replayed(ran(planOf(sketches), failing), from).state.status).toBe("succeeded");
  });
});

describe("on a newer version", () => {
  test("steps are the same by their id, and what is gone is dropped", () => {
    const walk = ran(planOf([{ id: "a" }, { id: "old" }, { id: "c" }]));
    expect(kept(walk, "c", planOf([{ id: "new" }, { id: "a" }, { id: "c" }]))).toEqual(["a"]);
  });

  test("a choice between other ways is made again, with everything below it", () => {
    const walk = ran(planOf([{ id: "first" }, ...CHOICE.map((step) => shifted(step))]));
    const swapped = CHOICE.map((step) => shifted(step, true));
    expect(kept(walk, "d", planOf([{ id: "first" }, ...swapped]))).toEqual(["first"]);
  });

  test("a step that the plan does not have is refused", () => {
    expect(() => kept(ran(planOf(DIAMOND)), "nothing")).toThrow('The plan has no step "nothing".');
  });
});

/** A step of CHOICE one place further down; swapped: its ways in the other order. */
function shifted(step: StepSketch, swap = false): StepSketch {
  const next = step.next?.map(({ when, goto }) => ({ when, goto: goto === "end" ? goto : goto + 1 }));
  return next
    ? {
        ...step,
        next: swap
          ? [
              { when: "a == 'y'", goto: 3 },
              { when: null, goto: 2 },
            ]
          : next,
      }
    : step;
}
