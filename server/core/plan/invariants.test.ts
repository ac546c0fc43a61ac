import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "./check";
import { hashOf } from "./hash";
import type { Plan } from "./plan";
import { smallCatalog } from "./testing/small-catalog";

const IDS = ["a", "b", "c", "d", "e", "f"];
const name = fc.constantFrom(...IDS);
const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 3 });
const condition = name.map((id) => `${id} == 1`);

const step = fc.record({
  depends_on: rarely(
    fc.uniqueArray(fc.record({ step: name, on: fc.constantFrom("success", "failure", "always") }), { maxLength: 2 }),
  ),
  next: rarely(
    fc.array(fc.record({ when: condition, goto: fc.oneof(name, fc.constant("end")) }), { minLength: 1, maxLength: 3 }),
  ),
  alternative: rarely(name),
  compensate: rarely(name),
  repeat: rarely(fc.record({ until: condition })),
  for_each: rarely(name.map((id) => `{{ ${id} }}`)),
  join: rarely(fc.constantFrom("all_done", "none_failed")),
  error_policy: rarely(fc.constantFrom("continue", "alternative", "rollback")),
  parameters: rarely(name.map((id) => ({ value: `{{ ${id} }} {{ errors.${id}.code }}` }))),
});

const chains = fc
  .record({ steps: fc.array(step, { minLength: 1, maxLength: IDS.length }), order: fc.constantFrom("list", "auto") })
  .map(({ steps, order }) => ({
    name: "x",
    order,
    steps: steps.map((one, at) => {
      const { parameters = { value: 1 }, ...keys } = one;
      return { ...keys, id: IDS[at], tool: "transform", operation: "set", parameters };
    }),
  }));

/** Most random chains have a mistake: single keys are taken out until one compiles. */
const repaired = chains.map((chain) => {
  for (let tries = 0; tries < 200; tries++) {
    const { plan, diagnostics } = check(JSON.stringify(chain), { catalog: smallCatalog });
    const error = diagnostics.find(({ severity }) => severity === "error");
    if (plan !== null || error === undefined) return { chain, plan };
    const [, at = "", key = ""] = /^steps\[(\d+)\]\.(\w+)/.exec(error.path) ?? [];
    const broken = chain.steps[Number(at)] as Record<string, unknown> | undefined;
    if (broken === undefined) return { chain, plan };
    if (key === "parameters") broken.parameters = { value: 1 };
    else if (Object.hasOwn(broken, key) && broken[key] !== undefined) delete broken[key];
    else for (const one of ["next", "repeat", "for_each", "depends_on"]) delete broken[one];
  }
  return { chain, plan: null };
});

test("whatever is written, the compiler answers, in words for people", () => {
  fc.assert(
    fc.property(chains, (chain) => {
      const { plan, diagnostics } = check(JSON.stringify(chain), { catalog: smallCatalog });
      expect(plan === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
      for (const { message, line } of diagnostics) {
        expect(message).not.toMatch(/undefined|\[object|Invalid input|NaN/);
        expect(line).toBeGreaterThan(0);
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);

test("a plan that comes out keeps every promise that the core relies on", () => {
  let compiled = 0;
  fc.assert(
    fc.property(repaired, ({ chain, plan }) => {
      if (plan === null) return;
      compiled++;
      keepsPromises(plan);
      expect(check(JSON.stringify(chain), { catalog: smallCatalog }).plan).toEqual(plan);
    }),
    { numRuns: 60 },
  );
  expect(compiled).toBeGreaterThan(40);
}, 60_000);

function keepsPromises(plan: Plan): void {
  const { hash, ...rest } = plan;
  expect(hashOf(rest)).toBe(hash);
  const at = (index: number | null) => (index === null ? undefined : plan.steps[index]);
  for (const [index, step] of plan.steps.entries()) {
    const dependencies = step.dependsOn.map((edge) => edge.step);
    for (const dependency of dependencies) expect(dependency).toBeLessThan(index);
    expect(step.serves).toEqual(step.role === "step" ? [] : [...new Set(dependencies)]);
    const dependents = plan.steps.flatMap((other, place) =>
      other.role === "step" && other.dependsOn.some((edge) => edge.step === index) ? [place] : [],
    );
    expect([...step.dependents].sort((a, b) => a - b)).toEqual(dependents);
    if (step.role !== "step") {
      expect(step).toMatchObject({ next: [], trigger: "auto", dependents: [] });
      expect(dependents).toEqual([]);
    }
    if (step.role === "compensation") expect(step.serves).toHaveLength(1);
    expect(step.errorPolicy === "alternative").toBe(step.alternative !== null);
    if (step.alternative !== null) expect(at(step.alternative)).toMatchObject({ role: "alternative" });
    if (step.alternative !== null) expect(at(step.alternative)?.serves).toContain(index);
    if (step.compensate !== null) expect(at(step.compensate)).toMatchObject({ role: "compensation", serves: [index] });
    for (const [position, { goto }] of step.next.entries()) {
      if (goto === "end") continue;
      const edge = at(goto)?.dependsOn.find(({ step: source, cases }) => source === index && cases !== undefined);
      expect(edge?.cases).toContain(position);
    }
    for (const edge of step.dependsOn)
      for (const position of edge.cases ?? []) expect(at(edge.step)?.next[position]?.goto).toBe(index);
    expect(step.repeat === null || step.forEach === null).toBe(true);
  }
}
