import { expect, it } from "vitest";
import { planOf } from "@/server/core/plan/testing/chain-text";
import { graphOf } from "@/server/services/graph";
import { graphDiff } from "./graph-diff";

const graph = (steps: string[]) => graphOf(planOf(steps));

it("marks what is new, gone and different, and shows all of it", () => {
  const { steps, marks } = graphDiff(
    graph(["id: a", "id: b", "id: gone", "id: last, depends_on: [b]"]),
    graph(["id: a", "id: b, when: params", "id: new", "id: last, depends_on: [new]"]),
    ["b", "last"],
  );
  expect(steps.map(({ id }) => id)).toEqual(["a", "b", "new", "last", "gone"]);
  expect([...marks].sort()).toEqual([
    ["b", "changed"],
    ["gone", "removed"],
    ["last", "changed"],
    ["new", "added"],
  ]);
});
