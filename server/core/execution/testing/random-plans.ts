import fc from "fast-check";
import type { JsonValue } from "../../json";
import type { Plan } from "../../plan/plan";
import { planOf, type StepSketch } from "./plan-of";
import type { End, Spec } from "./spec";

const COUNT = 8;
const ON = ["success", "success", "success", "failure", "always"] as const;
const JOINS = ["all_succeeded", "all_succeeded", "any_succeeded", "all_done", "none_failed", "none_failed"] as const;
const ENDS: End[] = ["one", "one", "one", "zero", "busy", "broken", "slow", "sleeps", "asks", "child"];

/** What is drawn for one step; references to other steps are drawn as numbers and fitted to what there is. */
const drawn = fc.record({
  kind: fc.nat(11),
  deps: fc.array(fc.tuple(fc.nat(COUNT), fc.constantFrom(...ON)), { maxLength: 3 }),
  join: fc.constantFrom(...JOINS),
  whenOne: fc.option(fc.nat(COUNT), { freq: 5 }),
  policy: fc.constantFrom("stop" as const, "continue" as const, "rollback" as const),
  tries: fc.integer({ min: 1, max: 3 }),
  comesFrom: fc.array(fc.tuple(fc.nat(COUNT), fc.boolean()), { maxLength: 2 }),
  goesToEnd: fc.nat(9),
  repeat: fc.option(fc.record({ max: fc.integer({ min: 1, max: 3 }), untilOne: fc.boolean() }), { freq: 5 }),
  each: fc.option(fc.record({ count: fc.integer({ min: 0, max: 4 }), width: fc.integer({ min: 1, max: 3 }) }), {
    freq: 5,
  }),
  manual: fc.nat(8).map((n) => n === 0),
  never: fc.nat(4).map((n) => n === 0),
  ends: fc.array(fc.constantFrom(...ENDS), { minLength: 1, maxLength: 3 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** Random graphs of up to nine steps over all features of the format, with what each try of each step comes to. */
export const SPECS: fc.Arbitrary<Spec[]> = fc.array(drawn, { minLength: 1, maxLength: COUNT + 1 }).map((list) => {
  const specs: Spec[] = [];
  for (const one of list) specs.push(fitted(one, specs));
  for (const [index, one] of list.entries()) connect(specs, index, one);
  return specs;
});

function fitted(one: Drawn, above: Spec[]): Spec {
  const steps = above.flatMap((spec, index) => (spec.role === "step" ? [index] : []));
  const role = roleOf(one, above);
  const standsBy = role !== "step";
  const { repeat, each } = one;
  return {
    role,
    deps: [],
    join: one.join,
    whenOne:
      one.whenOne === null || steps.length === 0 || standsBy ? null : (steps[one.whenOne % steps.length] ?? null),
    policy: one.policy,
    ...{ alternative: null, compensate: null, next: [], tries: one.tries, never: one.never, ends: one.ends },
    repeat: each ? null : repeat,
    // What needs no try is not told to the reference, unless it begins by itself.
    each: each && (standsBy || one.manual) ? { ...each, count: each.count + 1 } : each,
    manual: one.manual && !standsBy,
  };
}

function roleOf(one: Drawn, above: Spec[]): Spec["role"] {
  if (one.kind >= 10 && above.some((spec) => canHaveAlternative(spec))) return "alternative";
  return one.kind >= 8 && above.some((spec) => canBeUndone(spec)) ? "compensation" : "step";
}

const canHaveAlternative = (spec: Spec) => spec.role !== "compensation" && spec.alternative === null;
const canBeUndone = (spec: Spec) => spec.role !== "compensation" && spec.compensate === null;

/** Stand-bys find the steps that they serve, steps their dependencies and the choices that lead to them. */
function connect(specs: Spec[], index: number, one: Drawn): void {
  const spec = specs[index];
  if (!spec) return;
  const above = specs.slice(0, index);
  if (spec.role === "alternative") return serve(spec, index, above.findLast(canHaveAlternative));
  if (spec.role === "compensation") {
    const undone = above.findLast(canBeUndone);
    if (!undone) return;
    undone.compensate = index;
    spec.deps = [{ step: specs.indexOf(undone), on: "success" }];
    return;
  }
  const steps = above.flatMap((other, at) => (other.role === "step" ? [at] : []));
  if (steps.length === 0) return;
  const nth = (number: number) => steps[number % steps.length] ?? 0;
  for (const [number, on] of one.deps)
    if (!spec.deps.some((dep) => dep.step === nth(number))) spec.deps.push({ step: nth(number), on });
  for (const [number, ifOne] of one.comesFrom) lead(specs, nth(number), index, ifOne);
  const last = specs[nth(one.goesToEnd)];
  if (one.goesToEnd === 0 && last && last.next.every((way) => way.ifOne)) last.next.push({ ifOne: true, goto: "end" });
}

function serve(spec: Spec, index: number, served: Spec | undefined): void {
  if (!served) return;
  served.policy = "alternative";
  served.alternative = index;
  spec.deps = [];
}

/** Adds a case to a step's `next`; after one without a condition there is no other. */
function lead(specs: Spec[], from: number, to: number, ifOne: boolean): void {
  const [source, target] = [specs[from], specs[to]];
  if (!source || !target || source.next.some((way) => !way.ifOne)) return;
  const known = target.deps.find((dep) => dep.step === from);
  if (known && !known.cases) return;
  source.next.push({ ifOne, goto: to });
  const number = source.next.length - 1;
  if (known) known.cases?.push(number);
  else target.deps.push({ step: from, on: "success", cases: [number] });
}

/** The plan that a list of specs describes. */
export function planOfSpecs(specs: Spec[], onCrash: Plan["onCrash"] = "resume"): Plan {
  return planOf(
    specs.map((spec, index) => sketchOf(specs, spec, index)),
    { onCrash },
  );
}

function sketchOf(specs: Spec[], spec: Spec, index: number): StepSketch {
  const serves = specs.flatMap((other, at) => (other.alternative === index || other.compensate === index ? [at] : []));
  const on = spec.role === "alternative" ? ("failure" as const) : ("success" as const);
  const deps = spec.role === "step" ? spec.deps : serves.map((step) => ({ step, on }));
  const one = (at: number) => `results.s${at} == 1`;
  const { role, join, alternative, compensate, repeat, each } = spec;
  return {
    ...{ id: `s${index}`, role, serves, join, alternative, compensate, errorPolicy: spec.policy },
    after: deps.map((dep) =>
      "cases" in dep && dep.cases ? [`s${dep.step}`, dep.on, dep.cases] : [`s${dep.step}`, dep.on],
    ),
    when: spec.whenOne === null ? null : one(spec.whenOne),
    next: spec.next.map((way) => ({ when: way.ifOne ? one(index) : null, goto: way.goto })),
    trigger: spec.manual ? "manual" : "auto",
    rerun: spec.never ? "never" : "safe",
    retry: { maxAttempts: spec.tries, initialDelayMs: 100, backoffFactor: 2, maxDelayMs: 1_000, jitter: true },
    repeat: repeat && {
      ...{
        everyMs: 50,
        max: repeat.max,
        backoffFactor: 2,
        maxEveryMs: 150,
        until: repeat.untilOne ? one(index) : null,
      },
    },
    forEach: each && {
      items: Array.from({ length: each.count }, (_, item): JsonValue => item),
      concurrency: each.width,
    },
  };
}
