import { describe, expect, it } from "vitest";
import { stepsReadBy } from "./reads";
import { planOf } from "./testing/chain-text";
import { type TrialScope, trialOf } from "./trial";

const CHAIN = [
  "id: login",
  "id: deals, alternative: backup, compensate: undo",
  'id: prices, parameters: { value: "{{ deals }}" }',
  'id: judge, parameters: { value: "{{ results.prices }} {{ login }}" }',
  "id: report",
  "id: backup",
  "id: undo",
];
const plan = planOf(CHAIN, "error_policy: rollback\n");
const at = (id: string) => plan.steps.findIndex((step) => step.id === id);

function trial(scope: TrialScope, fixed: string[] = []): string {
  const { runs, given, skipped } = trialOf(plan, scope, new Set(fixed.map(at)));
  const ids = (set: ReadonlySet<number>) => plan.steps.flatMap(({ id }, index) => (set.has(index) ? [id] : [])).sort();
  return `${ids(runs)} | ${ids(given)} | ${ids(skipped)}`;
}

describe("which part of a plan a test runs (runs | begins with a result | skipped)", () => {
  it.each<[string, TrialScope, string[], string]>([
    [
      "a step needs what it reads",
      { type: "step", step: at("judge") },
      [],
      "judge | login,prices | backup,deals,report,undo",
    ],
    [
      "and takes what is fixed above it",
      { type: "step", step: at("judge") },
      ["deals"],
      "judge | deals,login,prices | backup,report,undo",
    ],
    [
      "a step that reads nothing needs nothing",
      { type: "step", step: at("report") },
      [],
      "report |  | backup,deals,judge,login,prices,undo",
    ],
    [
      "up to a step: all above, and what stands by for it",
      { type: "up_to", step: at("prices") },
      [],
      "backup,deals,login,prices,undo |  | judge,report",
    ],
    [
      "a fixed result spares what is above it",
      { type: "up_to", step: at("prices") },
      ["deals"],
      "backup,prices | deals | judge,login,report,undo",
    ],
    [
      "but not what somebody below reads",
      { type: "up_to", step: at("judge") },
      ["prices"],
      "judge,login | prices | backup,deals,report,undo",
    ],
    [
      "the tested step runs, fixed or not",
      { type: "up_to", step: at("login") },
      ["login"],
      "login |  | backup,deals,judge,prices,report,undo",
    ],
    [
      "the whole chain, but what is fixed",
      { type: "whole" },
      ["deals"],
      "backup,judge,login,prices,report | deals | undo",
    ],
  ])("%s", (_, scope, fixed, expected) => {
    expect(trial(scope, fixed)).toBe(expected);
  });

  it("a step alone runs whatever its order says, and its failure is its own", () => {
    const { plan: changed } = trialOf(plan, { type: "step", step: at("deals") }, new Set());
    const step = changed.steps[at("deals")];
    expect(step).toMatchObject({ join: "all_done", alternative: null, compensate: null, errorPolicy: "stop" });
    expect(step?.dependsOn.every(({ on }) => on === "always")).toBe(true);
    expect(changed.hash).not.toBe(plan.hash);
  });

  it("a step that stands by can be tested like any other", () => {
    const { plan: changed } = trialOf(plan, { type: "up_to", step: at("backup") }, new Set());
    expect(changed.steps[at("backup")]).toMatchObject({ role: "step", serves: [] });
    expect(changed.steps[at("deals")]).toMatchObject({ alternative: null });
  });
});

it("finds the steps that a step reads by result, by name of the result and by error", () => {
  const chain = planOf([
    "id: a, output_key: first",
    "id: b",
    "id: c, error_policy: continue",
    'id: d, when: "errors.c.code == b", parameters: { value: "{{ first.x }} {{ params }} {{ steps.b.status }}" }',
  ]);
  expect(stepsReadBy(chain, 3)).toEqual([0, 1, 2]);
  expect(stepsReadBy(chain, 1)).toEqual([]);
});
