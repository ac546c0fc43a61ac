import fc from "fast-check";
import { EDGE_CONDITIONS, JOINS, type Plan } from "../../plan/plan";
import { planOf } from "./plan-of";
import type { StepSpec } from "./reference";

const END = fc.constantFrom<StepSpec["ends"][number]>("one", "one", "one", "zero", "busy", "broken", "slow", "sleeps");

/** Random graphs of up to nine steps, with what each try of each step comes to. */
export const STEP_SPECS: fc.Arbitrary<StepSpec[]> = fc
  .integer({ min: 1, max: 9 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => specOf(index))));

function specOf(index: number): fc.Arbitrary<StepSpec> {
  const above = fc.integer({ min: 0, max: Math.max(0, index - 1) });
  const edge = fc.record({ step: above, on: fc.constantFrom("success" as const, ...EDGE_CONDITIONS) });
  return fc.record({
    deps: index === 0 ? fc.constant([]) : fc.uniqueArray(edge, { maxLength: 3, selector: ({ step }) => step }),
    join: fc.constantFrom("all_succeeded" as const, ...JOINS),
    whenOne: index === 0 ? fc.constant(null) : fc.option(above, { freq: 4 }),
    goesOn: fc.integer({ max: 3, min: 0 }).map((n) => n === 0),
    tries: fc.integer({ min: 1, max: 3 }),
    manual: fc.integer({ max: 7, min: 0 }).map((n) => n === 0),
    never: fc.integer({ max: 3, min: 0 }).map((n) => n === 0),
    ends: fc.array(END, { minLength: 1, maxLength: 3 }),
  });
}

/** The plan that a list of specs describes. */
export function planOfSpecs(specs: StepSpec[], onCrash: Plan["onCrash"]): Plan {
  const sketches = specs.map((spec, index) => ({
    id: `s${index}`,
    after: spec.deps.map(({ step, on }): [string, typeof on] => [`s${step}`, on]),
    join: spec.join,
    when: spec.whenOne === null ? null : `results.s${spec.whenOne} == 1`,
    errorPolicy: spec.goesOn ? ("continue" as const) : ("stop" as const),
    trigger: spec.manual ? ("manual" as const) : ("auto" as const),
    rerun: spec.never ? ("never" as const) : ("safe" as const),
    retry: { maxAttempts: spec.tries, initialDelayMs: 100, backoffFactor: 2, maxDelayMs: 1_000, jitter: true },
  }));
  return planOf(sketches, { onCrash });
}
