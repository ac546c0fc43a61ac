/** For every node the nodes that it depends on. */
export type Dependencies = readonly (readonly number[])[];

export type Order =
  | { order: number[]; cycle: null }
  /** One cycle in the direction of the flow, its first node named only once. */
  | { order: null; cycle: number[] };

/**
 * The topological order in which, among the nodes that could come next, the one with the lowest index does. So it does
 * not depend on how the dependencies are listed.
 */
export function topologicalOrder(dependencies: Dependencies): Order {
  const open = dependencies.map((ones) => new Set(ones).size);
  const dependents: number[][] = dependencies.map(() => []);
  for (const [node, ones] of dependencies.entries()) for (const one of new Set(ones)) dependents[one]?.push(node);
  const ready = new LowestFirst();
  for (const [node, count] of open.entries()) if (count === 0) ready.push(node);
  const order: number[] = [];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    order.push(node);
    for (const dependent of dependents[node] ?? []) {
      open[dependent] = (open[dependent] ?? 0) - 1;
      if (open[dependent] === 0) ready.push(dependent);
    }
  }
  return order.length === dependencies.length
    ? { order, cycle: null }
    : { order: null, cycle: findCycle(dependencies, open) };
}

/** Every node that is left depends on another one that is left: walking up must come back. */
function findCycle(dependencies: Dependencies, open: readonly number[]): number[] {
  const seenAt = new Map<number, number>();
  const walked: number[] = [];
  let node = open.findIndex((count) => count > 0);
  while (!seenAt.has(node)) {
    seenAt.set(node, walked.length);
    walked.push(node);
    node = (dependencies[node] ?? []).find((one) => (open[one] ?? 0) > 0) ?? node;
  }
  const cycle = walked.slice(seenAt.get(node)).reverse();
  const first = cycle.indexOf(Math.min(...cycle));
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

/** A binary heap of numbers. */
class LowestFirst {
  private readonly items: number[] = [];

  push(item: number): void {
    let at = this.items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.at(parent) <= item) break;
      this.items[at] = this.at(parent);
      at = parent;
    }
    this.items[at] = item;
  }

  pop(): number | undefined {
    const lowest = this.items[0];
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return lowest;
    let at = 0;
    for (let child = 1; child < this.items.length; child = 2 * at + 1) {
      if (this.at(child + 1) < this.at(child)) child++;
      if (last <= this.at(child)) break;
      this.items[at] = this.at(child);
      at = child;
    }
    this.items[at] = last;
    return lowest;
  }

  private at(index: number): number {
    return this.items[index] ?? Number.POSITIVE_INFINITY;
  }
}
