import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultJoins } from "./default-join";
import type { PlanEdge } from "./plan";
import { planOf } from "./testing/chain-text";

const joinOf = (steps: string[], id: string) => planOf(steps).steps.find((step) => step.id === id)?.join;
const A_OR_B = 'id: s, next: [{ when: "s", goto: a }, { goto: b }]';

describe("the join of a step that names none", () => {
  test.each<[string, string[], string, string]>([
    ["follows one branch", [A_OR_B, "id: a", "id: b"], "a", "all_succeeded"],
    ["below one branch", [A_OR_B, "id: b", "id: a", "id: m"], "m", "all_succeeded"],
    ["branches meet", [A_OR_B, "id: a", "id: b", "id: m, depends_on: [a, b]"], "m", "none_failed"],
    [
      "branches meet further down",
      [A_OR_B, "id: b", "id: a", "id: c", "id: m, depends_on: [c, b]"],
      "m",
      "none_failed",
    ],
    [
      "a branch meets the shorter way",
      ['id: s, next: [{ when: "s", goto: a }, { goto: m }]', "id: a", "id: m, depends_on: [a]"],
      "m",
      "none_failed",
    ],
    [
      "two steps go to it",
      ['id: s, next: [{ when: "s", goto: m }]', 'id: t, depends_on: [], next: [{ when: "t", goto: m }]', "id: m"],
      "m",
      "none_failed",
    ],
    [
      "two steps of one branch",
      [A_OR_B, "id: b", "id: a", "id: c, depends_on: [a]", "id: d, depends_on: [a]", "id: m, depends_on: [c, d]"],
      "m",
      "all_succeeded",
    ],
    [
      "a branch and something else",
      ["id: x", A_OR_B, "id: a", "id: b", "id: m, depends_on: [a, x]"],
      "m",
      "all_succeeded",
    ],
    [
      "a branch and a dependency on the choice",
      [A_OR_B, "id: a", "id: b", "id: m, depends_on: [a, s]"],
      "m",
      "all_succeeded",
    ],
    [
      "one target only",
      ['id: s, next: [{ when: "s", goto: a }, { goto: end }]', "id: a", "id: m, depends_on: [a, s]"],
      "m",
      "all_succeeded",
    ],
    ["it says so itself", [A_OR_B, "id: a", "id: b", "id: m, depends_on: [a, b], join: all_done"], "m", "all_done"],
  ])("%s", (_title, steps, id, join) => {
    expect(joinOf(steps, id)).toBe(join);
  });

  test("is right in any graph", () => {
    const graphs = fc.integer({ min: 2, max: 12 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        plain: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20 }),
        gotos: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 12 }),
      }),
    );
    fc.assert(
      fc.property(graphs, ({ size, plain, gotos }) => {
        const targets = Array.from({ length: size }, (): number[] => []);
        for (const [a, b] of gotos) if (a < b) targets[a]?.push(b);
        const edges = Array.from({ length: size }, (_, at): PlanEdge[] => [
          ...targets.flatMap((ones, source): PlanEdge[] => {
            const cases = ones.flatMap((target, position) => (target === at ? [position] : []));
            return cases.length === 0 ? [] : [{ step: source, on: "success", cases }];
          }),
          ...plain.flatMap(([a, b]): PlanEdge[] => (b === at && a < b ? [{ step: a, on: "always" }] : [])),
        ]);
        const sources = new Map(
          edges.map((ones, at) => [
            at,
            new Map(ones.flatMap(({ step, cases }) => (cases ? [[step, cases] as const] : []))),
          ]),
        );
        const joins = defaultJoins(edges, [...edges.keys()], { gotos: targets, sources });
        expect(joins).toEqual(edges.map((_, at) => slowly(edges, targets, at)));
      }),
      { numRuns: 2000 },
    );
  });
});

/** The rule as it is written, without thinking of speed. */
function slowly(edges: PlanEdge[][], targets: number[][], at: number): string {
  const own = edges[at] ?? [];
  if (new Set(own.filter(({ cases }) => cases).map(({ step }) => step)).size > 1) return "none_failed";
  const isBelow = (step: number, target: number): boolean =>
    step === target || (edges[step] ?? []).some((edge) => isBelow(edge.step, target));
  const isMerge = targets.some((ones, source) => {
    const sets = own.map(({ step, cases }) => {
      if (cases && step === source) return `${at}`;
      return [...new Set(ones)]
        .filter((target) => isBelow(step, target))
        .sort()
        .join();
    });
    return new Set(sets.filter((set) => set !== "")).size > 1;
  });
  return isMerge ? "none_failed" : "all_succeeded";
}
