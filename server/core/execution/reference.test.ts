import fc from "fast-check";
import { expect, test } from "vitest";
import { Duel } from "./testing/duel";
import { SPECS } from "./testing/random-plans";
import { interpret } from "./testing/reference";

const RUNS = Number(process.env.RUNS ?? 10_000);
const CASE = [SPECS, fc.array(fc.nat(100_000), { maxLength: 60 })] as const;

/** Plays a random execution to its end; after the random picks, what is open is done in order. */
function play(duel: Duel, picks: number[]): Duel {
  const quiet = Array.from({ length: 600 }, (_, index) => 10 * index + 1);
  for (const pick of [...picks, ...quiet]) {
    if (duel.over) return duel;
    duel.next(pick);
  }
  throw new Error(`It never ends: ${JSON.stringify(duel.walk.statuses)}`);
}

test("random executions end as the reference says", () => {
  fc.assert(
    fc.property(...CASE, (specs, picks) => {
      const duel = play(new Duel(specs), picks);
      expect(duel.ends).toEqual(interpret(specs, duel.facts));
    }),
    { numRuns: RUNS },
  );
}, 120_000);
