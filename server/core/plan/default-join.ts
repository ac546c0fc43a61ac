/**
 * The join of a step that names none: `none_failed` where branches meet again, else `all_succeeded`.
 *
 * Branches meet in a step that two or more steps go to, and in one that two targets of the same `next` lead to. For each
 * choice (a step whose `next` has two or more targets) every step knows which of its targets it is, or is below of; two
 * edges that bring different ones meet here.
 */
import type { Choices } from "./next";
import type { Join, PlanEdge } from "./plan";

/** At most 50 targets a choice, as bits of two words. */
const WORD = 32;

/** `order` is a topological order of `edges`. */
export function defaultJoins(
  edges: readonly (readonly PlanEdge[])[],
  order: readonly number[],
  { gotos, sources }: Choices,
): Join[] {
  const joins: Join[] = edges.map((_, at) => ((sources.get(at)?.size ?? 0) > 1 ? "none_failed" : "all_succeeded"));
  const choices = branchingChoices(gotos);
  if (choices.size === 0) return joins;
  const low = edges.map(() => new Uint32Array(choices.size));
  const high = edges.map(() => new Uint32Array(choices.size));
  for (const at of order) {
    for (const [source, { place, targets }] of choices) {
      const own = targets.get(at);
      let [lowest, highest, meet] = [0, 0, false];
      for (const edge of edges[at] ?? []) {
        const isGoto = edge.step === source && edge.cases !== undefined && own !== undefined;
        const l = isGoto ? lowBit(own) : (low[edge.step]?.[place] ?? 0);
        const h = isGoto ? highBit(own) : (high[edge.step]?.[place] ?? 0);
        if ((l | h) === 0) continue;
        meet ||= (lowest | highest) !== 0 && (lowest !== l || highest !== h);
        lowest = (lowest | l) >>> 0;
        highest = (highest | h) >>> 0;
      }
      if (meet) joins[at] = "none_failed";
      const [lows, highs] = [low[at], high[at]];
      if (lows !== undefined) lows[place] = lowest | (own === undefined ? 0 : lowBit(own));
      if (highs !== undefined) highs[place] = highest | (own === undefined ? 0 : highBit(own));
    }
  }
  return joins;
}

const lowBit = (bit: number): number => (bit < WORD ? (1 << bit) >>> 0 : 0);
const highBit = (bit: number): number => (bit < WORD ? 0 : (1 << (bit - WORD)) >>> 0);

interface Choice {
  /** Which one it is among the choices. */
  place: number;
  /** The number of each target. */
  targets: ReadonlyMap<number, number>;
}

/** Steps whose `next` leads to two or more steps: only their branches can meet. */
function branchingChoices(gotos: Choices["gotos"]): Map<number, Choice> {
  const found = new Map<number, Choice>();
  for (const [source, ones] of gotos.entries()) {
    if (ones.length < 2) continue;
    const steps = [...new Set(ones.filter((one) => typeof one === "number"))];
    if (steps.length > 1)
      found.set(source, { place: found.size, targets: new Map(steps.map((step, bit) => [step, bit])) });
  }
  return found;
}
