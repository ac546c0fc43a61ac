import type { MergePlace, Three } from "./merge-values";

/** The order of steps after a merge. Each list has all ids; what is not in the result is left out of it later. */
export interface MergedOrder {
  /** Null: the three texts do not contradict each other. */
  by: MergePlace["by"] | null;
  orders: Three<readonly string[]>;
}

/**
 * Each text says which steps stand above which. When all of that can be true at once there is nothing to decide. Otherwise somebody moved
 * steps: each order is one text's own, and what the others have beside it comes behind the step that it followed there.
 */
export function mergeOrder({ base, yours, theirs }: Three<readonly string[]>): MergedOrder {
  const all = woven([yours, theirs, base]);
  if (all) return { by: null, orders: { base: all, yours: all, theirs: all } };
  const both = woven([yours, theirs]);
  const [keptByYou, keptByThem] = [woven([base, yours]) !== null, woven([base, theirs]) !== null];
  const by = keptByYou === keptByThem ? (both ? "both" : "conflict") : keptByYou ? "theirs" : "yours";
  return {
    by,
    orders: {
      base: behind(behind(base, yours), theirs),
      yours: behind(by === "both" && both ? both : behind(yours, theirs), base),
      theirs: behind(by === "both" && both ? both : behind(theirs, yours), base),
    },
  };
}

/** One order that all lists agree with, as near to the first as can be; null: they contradict each other. */
function woven(lists: readonly (readonly string[])[]): string[] | null {
  const above = new Map<string, Set<string>>();
  for (const list of lists)
    for (const [index, id] of list.entries()) {
      const before = above.get(id) ?? new Set();
      above.set(id, before);
      const previous = list[index - 1];
      if (previous !== undefined) before.add(previous);
    }
  const order: string[] = [];
  const placed = new Set<string>();
  const waiting = [...above.keys()];
  while (waiting.length > 0) {
    const last = order.at(-1);
    const isFree = (id: string) => [...(above.get(id) ?? [])].every((one) => placed.has(one));
    const free = waiting.filter(isFree);
    // What follows the last one somewhere stays behind it; of several the one that the first list names first.
    const next = free.find((id) => last !== undefined && above.get(id)?.has(last)) ?? free[0];
    if (next === undefined) return null;
    order.push(next);
    placed.add(next);
    waiting.splice(waiting.indexOf(next), 1);
  }
  return order;
}

/** Puts what only `others` has behind the one that it follows there. */
function behind(list: readonly string[], others: readonly string[]): string[] {
  const order = [...list];
  for (const [index, id] of others.entries()) {
    if (order.includes(id)) continue;
    order.splice(index === 0 ? 0 : order.indexOf(others[index - 1] ?? "") + 1, 0, id);
  }
  return order;
}
