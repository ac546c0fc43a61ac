import { describe, expect, it } from "vitest";
import type { StepStatus } from "@/server/core/execution/states";
import type { GraphStep, StepView } from "@/server/services/execution-view";
import { planEdges } from "./plan-edges";
import { placeSteps } from "./plan-layout";

const step = (id: string, dependsOn: GraphStep["dependsOn"] = [], change: Partial<GraphStep> = {}): GraphStep => ({
  id,
  name: id,
  description: null,
  tool: "flow",
  operation: "wait",
  outputKey: id,
  dependsOn,
  join: "all_succeeded",
  when: null,
  role: "step",
  subChain: null,
  ends: [],
  loop: null,
  trigger: "auto",
  ...change,
});
const states = (of: Record<string, StepStatus>) =>
  new Map(
    Object.entries(of).map(([id, status]): [string, StepView] => [
      id,
      {
        id,
        status,
        attempt: 1,
        reason: null,
        error: null,
        wakeAt: null,
        startedAt: 0,
        endedAt: null,
        resultBytes: null,
        iteration: 0,
        branch: null,
        childId: null,
        loop: null,
      },
    ]),
  );

describe("planEdges", () => {
  it("is silent about success and names everything else", () => {
    const steps = [
      step("a"),
      step("b", [{ step: "a", on: "success" }]),
      step("c", [{ step: "a", on: "failure" }]),
      step(
        "d",
        [
          { step: "a", on: "success" },
          { step: "b", on: "always" },
        ],
        { when: "picks > 0", join: "any_succeeded" },
      ),
    ];
    expect(planEdges(steps, null).map(({ label }) => label)).toEqual([
      null,
      "on failure",
      "if picks > 0, any succeeded",
      "always",
    ]);
  });

  it("says which way of a choice leads there, and what a stand-by is for", () => {
    const steps = [
      step("a"),
      step("b", [{ step: "a", on: "success", cases: ["n > 1", "n < -1"] }]),
      step("c", [{ step: "a", on: "success", cases: [null] }], { when: "x" }),
      step("d", [{ step: "a", on: "failure" }], { role: "alternative" }),
      step("e", [{ step: "a", on: "success" }], { role: "compensation" }),
    ];
    expect(planEdges(steps, null).map(({ label }) => label)).toEqual([
      "if n > 1 or if n < -1",
      "otherwise, and if x",
      "alternative",
      "undo",
    ]);
  });

  it("keeps two wires between the same steps apart", () => {
    const steps = [
      step("a"),
      step("b", [
        { step: "a", on: "failure" },
        { step: "a", on: "success", cases: [null] },
      ]),
    ];
    expect(new Set(planEdges(steps, null).map(({ id }) => id)).size).toBe(2);
  });

  it.each<[StepStatus, StepStatus, "success" | "failure", string]>([
    ["succeeded", "running", "success", "live"],
    ["succeeded", "succeeded", "success", "done"],
    ["succeeded", "skipped", "failure", "off"],
    ["running", "pending", "success", "todo"],
    ["failed", "succeeded", "failure", "bad"],
  ])("from %s to %s on %s looks %4$s", (from, to, on, look) => {
    const steps = [step("a"), step("b", [{ step: "a", on }])];
    expect(planEdges(steps, states({ a: from, b: to }))[0]?.look).toBe(look);
  });
});

describe("placeSteps", () => {
  it("puts a step below those it depends on and none on another", () => {
    const placed = placeSteps([
      step("a"),
      step("b", [{ step: "a", on: "success" }]),
      step("c", [{ step: "a", on: "success" }]),
    ]);
    const [a, b, c] = placed;
    expect(a && b && c && a.y < b.y && b.y === c.y && b.x !== c.x).toBe(true);
  });

  it("puts it to the right of them in a plan that leads to the right, in the order of the definition", () => {
    const [a, b, c] = placeSteps(
      [step("a"), step("b", [{ step: "a", on: "success" }]), step("c", [{ step: "a", on: "success" }])],
      "right",
    );
    expect(a && b && c && a.x < b.x && b.x === c.x && b.y < c.y).toBe(true);
  });
});
