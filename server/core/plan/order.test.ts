import fc from "fast-check";
import { expect, test } from "vitest";
import { topologicalOrder } from "./order";
import { Upstream } from "./upstream";

/** Dependencies between numbered nodes, each pair at most once; `forward` allows cycles. */
const graphs = (cyclic: boolean) =>
  fc.integer({ min: 1, max: 40 }).chain((size) =>
    fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 80 })
      .map((pairs) => {
        const sets = Array.from({ length: size }, () => new Set<number>());
        for (const [a, b] of pairs) if (a !== b) sets[cyclic ? a : Math.max(a, b)]?.add(cyclic ? b : Math.min(a, b));
        return sets.map((set) => [...set]);
      })
      // Names in another order than the edges, so that the order has something to do.
      .chain((graph) =>
        fc.shuffledSubarray([...graph.keys()], { minLength: graph.length }).map((names) => renamed(graph, names)),
      ),
  );

function renamed(graph: number[][], names: number[]): number[][] {
  const result: number[][] = graph.map(() => []);
  for (const [node, dependencies] of graph.entries())
    result[names[node] ?? 0] = dependencies.map((one) => names[one] ?? 0);
  return result;
}

test("the order has every node once, after its dependencies, and the lowest possible first", () => {
  fc.assert(
    fc.property(graphs(false), (graph) => {
      const { order } = topologicalOrder(graph);
      const done = new Set<number>();
      for (const node of order ?? []) {
        const possible = [...graph.keys()].filter(
          (one) => !done.has(one) && graph[one]?.every((above) => done.has(above)),
        );
        expect(node).toBe(Math.min(...possible));
        done.add(node);
      }
      expect(done.size).toBe(graph.length);
    }),
  );
});

test("the order does not change when dependencies are listed in another order", () => {
  fc.assert(
    fc.property(graphs(false), (graph) => {
      const reversed = graph.map((ones) => [...ones].reverse());
      expect(topologicalOrder(reversed)).toEqual(topologicalOrder(graph));
    }),
  );
});

test("a cycle that is named is one", () => {
  fc.assert(
    fc.property(graphs(true), (graph) => {
      const { cycle, order } = topologicalOrder(graph);
      expect((order === null) !== (cycle === null)).toBe(true);
      for (const [at, node] of (cycle ?? []).entries()) {
        const next = cycle?.[(at + 1) % cycle.length];
        expect(graph[next ?? -1]).toContain(node);
      }
      expect(new Set(cycle).size).toBe(cycle?.length ?? 0);
      if (cycle) expect(cycle[0]).toBe(Math.min(...cycle));
    }),
  );
});

test("upstream is what can be reached by walking up", () => {
  fc.assert(
    fc.property(graphs(false), (graph) => {
      const { order } = topologicalOrder(graph);
      const upstream = new Upstream(graph, order ?? []);
      for (const node of graph.keys()) {
        const reached = new Set<number>();
        const walk = (one: number) => {
          for (const above of graph[one] ?? []) if (!reached.has(above)) walk(reached.add(above) && above);
        };
        walk(node);
        expect([...graph.keys()].filter((above) => upstream.has(node, above))).toEqual(
          [...reached].sort((a, b) => a - b),
        );
      }
    }),
  );
});
