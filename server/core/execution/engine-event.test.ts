import { describe, expect, test } from "vitest";
import { ImpossibleEventError } from "./draft";
import { type EngineEvent, STEP_EVENT_TABLE } from "./engine-event";
import { STEP_STATUSES, type StepStatus } from "./states";
import { planOf } from "./testing/plan-of";
import { BROKEN, Walk } from "./testing/walk";
import { transition } from "./transition";

const AGAIN = { maxAttempts: 3, initialDelayMs: 1_000, backoffFactor: 2, maxDelayMs: 60_000, jitter: false };
const plan = planOf([
  { id: "before" },
  { id: "it", retry: AGAIN, totalTimeoutMs: 60_000 },
  { id: "other", after: [], trigger: "manual" },
]);
const begun = () => new Walk(plan).claim();

/** How a walk gets to have step "it" in each status, while the execution goes on. */
const REACHED: Record<StepStatus, () => Walk> = {
  pending: begun,
  running: () => begun().succeed("before"),
  waiting: () => begun().succeed("before").fail("it", { retryable: true }),
  queued: () => begun().succeed("before").fail("it", { retryable: true }).pause().advance(1_000).timer("it"),
  succeeded: () => begun().succeed("before").succeed("it"),
  failed: () => walkOn({ errorPolicy: "continue" }).fail("it"),
  timed_out: () => walkOn({ errorPolicy: "continue" }).fail("it", { code: "timeout" }),
  canceled: () => walkOn({}).cancel().stopped("it"),
  skipped: () => walkOn({ when: "params.never" }),
};

/** A run in which "it" ends as asked while something else keeps the execution open. */
function walkOn(sketch: Parameters<typeof planOf>[0][number] extends infer Sketch ? Partial<Sketch> : never): Walk {
  return new Walk(
    planOf([
      { id: "it", ...sketch },
      { id: "other", after: [] },
    ]),
    { never: false },
  ).claim();
}

const COLUMNS = ["pending", "queued", "running", "waiting", "ended"] as const;
const columnOf = (status: StepStatus) => COLUMNS.find((column) => column === status) ?? "ended";

function eventFor(it: Walk, type: keyof typeof STEP_EVENT_TABLE, attempt = it.step("it").attempt): EngineEvent {
  const late = type === "step.deadline_reached" || type === "step.stopped" ? 60_000 : 0;
  const at = (it.step("it").wakeAt ?? it.at) + late;
  const step = it.index("it");
  const parts = { result: 1, error: BROKEN, random: 0, until: at + 1, message: "Waits.", attempt, childId: "c1" };
  return { type, at, step, ...parts } as EngineEvent;
}

describe.each(STEP_STATUSES)("an event for a step that is %s", (status) => {
  const types = Object.keys(STEP_EVENT_TABLE) as (keyof typeof STEP_EVENT_TABLE)[];
  test.each(types)("%s does what the table says", (type) => {
    const it = REACHED[status]();
    expect(it.step("it").status).toBe(status);
    const verdict = STEP_EVENT_TABLE[type][COLUMNS.indexOf(columnOf(status))];
    const happen = () => transition(it.plan, it.state, eventFor(it, type));
    if (verdict === "impossible") return expect(happen).toThrow(ImpossibleEventError);
    const after = happen();
    // The one that waits here waits for its next attempt: neither a person nor a sub-chain has anything to say.
    const forOthers = ["step.continue_requested", "step.answered", "step.child_ended"].includes(type);
    if (verdict === "late" || (forOthers && verdict === "apply")) {
      return expect(after).toEqual({ state: it.state, transitions: [], effects: [] });
    }
    const told = [...after.transitions, ...after.effects];
    expect(told[0]).toMatchObject({ step: it.index("it") });
  });
});

test("an event of an earlier attempt is late, also when it tells of a success", () => {
  const it = begun().succeed("before").fail("it", { retryable: true }).advance(1_000).timer("it");
  expect(it.step("it").attempt).toBe(2);
  for (const type of ["step.succeeded", "step.failed", "step.suspended", "step.stopped"] as const) {
    expect(transition(it.plan, it.state, eventFor(it, type, 1)).state).toBe(it.state);
  }
});

test("Continue starts a manual step, and a second Continue is late", () => {
  const it = begun().goOn("other").goOn("other");
  expect(it.kinds.filter((kind) => kind === "other running")).toHaveLength(1);
});

test("an event for a step that the plan does not have is impossible", () => {
  const it = begun();
  expect(() => transition(it.plan, it.state, { type: "step.timer_fired", at: it.at, step: 99 })).toThrow(
    ImpossibleEventError,
  );
});
