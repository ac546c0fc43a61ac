import fc from "fast-check";
import type { Plan } from "../../plan/plan";
import { Duel } from "./duel";
import { SPECS } from "./random-plans";
import type { Spec } from "./spec";

/** A random execution: its plan, what a crash does, and what happens. */
export const RANDOM_RUN = [
  SPECS,
  fc.constantFrom<Plan["onCrash"]>("resume", "resume", "fail"),
  fc.array(fc.nat(100_000), { maxLength: 60 }),
] as const;

/** The seed of a failure, to see it again: `CHAINWRIGHT_TEST_SEED=... npx vitest run ...`. */
export function runs(numRuns: number): fc.Parameters<unknown> {
  const seed = process.env.CHAINWRIGHT_TEST_SEED;
  return seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) };
}

/** Plays a random execution to its end; after the random picks, what is open is done in order. @throws Error when it never ends. */
export function play(
  specs: Spec[],
  onCrash: Plan["onCrash"],
  picks: number[],
  check: (duel: Duel) => void = () => {},
): Duel {
  const duel = new Duel(specs, onCrash);
  const quiet = Array.from({ length: 600 }, (_, index) => 10 * index + 1);
  for (const pick of [...picks, ...quiet]) {
    if (duel.over) return duel;
    duel.next(pick);
    check(duel);
  }
  throw new Error(`It never ends: ${JSON.stringify(duel.walk.statuses)}`);
}
