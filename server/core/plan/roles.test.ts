import { describe, expect, test } from "vitest";
import { edgesOf, planOf, problemsOf } from "./testing/chain-text";

const ROLLS_BACK = "error_policy: rollback\n";
const namesIn = (steps: string[], head = "") => {
  const plan = planOf(steps, head);
  const name = (index: number | null) => (index === null ? null : plan.steps[index]?.id);
  return plan.steps.map(({ id, role, serves, alternative, compensate, errorPolicy }) => ({
    id,
    role,
    serves: serves.map(name),
    alternative: name(alternative),
    compensate: name(compensate),
    errorPolicy,
  }));
};

describe("steps that stand by", () => {
  test("have no place in the order of the list", () => {
    const steps = ["id: a, alternative: b", "id: b", "id: c, compensate: undo", "id: undo", "id: d"];
    expect(edgesOf(steps, ROLLS_BACK)).toEqual([
      "a <",
      "b < a:failure",
      "c < a:success",
      "undo < c:success",
      "d < c:success",
    ]);
    expect(planOf(steps, ROLLS_BACK).steps.map(({ dependents }) => dependents)).toEqual([[2], [], [4], [], []]);
  });

  test("may stand anywhere, and come after those that they serve", () => {
    expect(edgesOf(["id: b", "id: a, alternative: b"])).toEqual(["a <", "b < a:failure"]);
  });

  test("an alternative serves several steps and may have one itself", () => {
    const steps = ["id: a, alternative: x", "id: b, alternative: x", "id: x, alternative: y", "id: y"];
    expect(namesIn(steps)).toEqual([
      { id: "a", role: "step", serves: [], alternative: "x", compensate: null, errorPolicy: "alternative" },
      { id: "b", role: "step", serves: [], alternative: "x", compensate: null, errorPolicy: "alternative" },
      {
        id: "x",
        role: "alternative",
        serves: ["a", "b"],
        alternative: "y",
        compensate: null,
        errorPolicy: "alternative",
      },
      { id: "y", role: "alternative", serves: ["x"], alternative: null, compensate: null, errorPolicy: "stop" },
    ]);
  });

  test("an alternative may be undone, and steps may be named by their names", () => {
    const steps = ["id: a, alternative: Plan B", 'name: "Plan B", compensate: undo', "id: undo"];
    expect(namesIn(steps, ROLLS_BACK).map(({ role, serves }) => [role, ...serves])).toEqual([
      ["step"],
      ["alternative", "a"],
      ["compensation", "plan-b"],
    ]);
  });

  test.each([
    ["", "id: a, alternative: b", "alternative"],
    ["error_policy: continue\n", "id: a, alternative: b", "alternative"],
    ["error_policy: retry\n", "id: a, alternative: b", "alternative"],
    ["", "id: a, alternative: b, error_policy: ALTERNATIVE", "alternative"],
    ["error_policy: alternative\n", "id: a", "stop"],
    ["error_policy: rollback\n", "id: a", "rollback"],
    ["error_policy: continue\n", "id: a, error_policy: rollback", "rollback"],
    ["error_policy: rollback\n", "id: a, error_policy: retry", "stop"],
  ])("%s%s has the policy %s", (head, step, policy) => {
    const steps = step.includes("alternative: b") ? [step, "id: b"] : [step];
    expect(planOf(steps, head).steps[0]?.errorPolicy).toBe(policy);
  });

  test("an alternative beside another policy of its own step is a warning, and never used", () => {
    const steps = ["id: a, alternative: b, error_policy: continue", "id: b", "id: c"];
    expect(problemsOf(steps)).toEqual([
      "steps[0].alternative: `alternative` is never used, because the step's `error_policy` is continue. Remove one of them; `retry` may stay beside an alternative.",
    ]);
    expect(namesIn(steps)).toMatchObject([
      { alternative: null },
      { role: "alternative", serves: ["a"] },
      { role: "step" },
    ]);
  });

  test("a compensation that nothing calls is a warning", () => {
    expect(problemsOf(["id: a, compensate: b", "id: b"])).toEqual([
      "steps[0].compensate: `compensate` is never used, because nothing rolls back. Set `error_policy: rollback` on the chain or on a step.",
    ]);
  });
});

describe("what cannot stand by", () => {
  test.each<[string[], string]>([
    [["id: a, alternative: bb", "id: bbb"], 'steps[0].alternative: There is no step "bb". Did you mean "bbb"?'],
    [["id: a, alternative: a"], 'steps[0].alternative: Step "a" cannot stand in for itself. Name another step.'],
    [["id: a, compensate: a"], 'steps[0].compensate: Step "a" cannot undo itself. Name another step.'],
    [
      ["id: a, alternative: b", "id: b, alternative: c", "id: c, alternative: a"],
      "steps[2].alternative: The alternatives stand in for each other: a -> b -> c -> a. Remove one of them.",
    ],
    [
      ["id: a, alternative: x", "id: b, compensate: x", "id: x"],
      'steps[1].compensate: Step "x" is the alternative of "a" already and cannot be the compensation too. Write a step for each.',
    ],
    [
      ["id: a, compensate: x", "id: b, compensate: x", "id: x"],
      'steps[1].compensate: Step "x" undoes step "a" already. Each step needs a compensation of its own.',
    ],
    [
      ["id: a, compensate: x", "id: x, compensate: y", "id: y"],
      'steps[1].compensate: Step "x" stands by as a compensation: nothing stands by for it in turn. Remove `compensate`.',
    ],
    [
      ["id: a, compensate: x", "id: x, alternative: y", "id: y"],
      'steps[1].alternative: Step "x" stands by as a compensation: nothing stands by for it in turn. Remove `alternative`.',
    ],
    [
      ["id: a, alternative: b", "id: b, depends_on: [a]"],
      'steps[1].depends_on: Step "b" stands by as an alternative: it runs when it is needed and cannot have `depends_on`. Remove that key.',
    ],
    [
      ["id: a, compensate: b", "id: b, join: all_done"],
      'steps[1].join: Step "b" stands by as a compensation: it runs when it is needed and cannot have `join`. Remove that key.',
    ],
    [
      ["id: a, alternative: b", "id: b, trigger: manual"],
      'steps[1].trigger: Step "b" stands by as an alternative: it runs when it is needed and waits for nobody. Remove `trigger: manual`.',
    ],
    [
      ["id: a, alternative: b", "id: b, next: [{ goto: end }]"],
      'steps[1].next: Step "b" stands by as an alternative: what comes after it belongs to the step that it serves. Move `next` there.',
    ],
    [
      ["id: a, alternative: x", "id: b, alternative: x, next: [{ goto: end }]", "id: x"],
      'steps[1].alternative: Step "x" stands in for several steps, but "b" has `next` and needs an alternative of its own.',
    ],
    [
      ["id: a, alternative: b, next: [{ goto: end }]", "id: b, alternative: x", "id: c, alternative: x", "id: x"],
      'steps[0].alternative: Step "x" stands in for several steps, but "a" has `next` and needs an alternative of its own.',
    ],
    [
      ["id: a, alternative: b", "id: b", "id: c, depends_on: [b]"],
      'steps[2].depends_on[0]: Step "b" stands in for "a" and runs only when that has failed. Depend on "a": its end counts, whoever did the work.',
    ],
    [
      ["id: a, compensate: b", "id: b", "id: c, depends_on: [{ step: b }]"],
      'steps[2].depends_on[0].step: Step "b" undoes "a" in a rollback, when nothing else runs any more. Nothing can depend on it.',
    ],
    [
      ["id: a, error_policy: alternative"],
      'steps[0].error_policy: Step "a" needs `alternative`: the id of the step that stands in.',
    ],
  ])("%j", (steps, problem) => {
    expect(problemsOf(steps, ROLLS_BACK)).toEqual([problem]);
  });

  test("compensations that undo each other are told once", () => {
    expect(problemsOf(["id: a, compensate: b", "id: b, compensate: a"], ROLLS_BACK)).toEqual([
      'steps[0].compensate: Step "a" stands by as a compensation: nothing stands by for it in turn. Remove `compensate`.',
    ]);
  });

  test("a circle of alternatives is told once, whatever leads into it", () => {
    expect(problemsOf(["id: z, alternative: a", "id: a, alternative: b", "id: b, alternative: a"])).toEqual([
      "steps[2].alternative: The alternatives stand in for each other: a -> b -> a. Remove one of them.",
    ]);
  });
});

describe("what a stand-by reads", () => {
  const before = "id: first";
  const reads = (text: string) => `parameters: { value: "${text}" }`;

  test.each<[string, string[]]>([
    [
      "what its step may read, and the error",
      [before, "id: a, alternative: b", `id: b, ${reads("{{ first }} {{ errors.a.message }} {{ steps.a.status }}")}`],
    ],
    [
      "what all its steps may read",
      [
        before,
        "id: a, alternative: x",
        "id: b, alternative: x",
        `id: x, ${reads("{{ first }} {{ errors.a }} {{ errors.b }}")}`,
      ],
    ],
    [
      "of an alternative: the errors of all before it",
      ["id: a, alternative: b", "id: b, alternative: c", `id: c, ${reads("{{ errors.a }} {{ errors.b }}")}`],
    ],
    [
      "of a compensation: also the result",
      [before, "id: a, compensate: b", `id: b, ${reads("{{ first }} {{ a }} {{ steps.a.result }}")}`],
    ],
  ])("%s", (_title, steps) => {
    expect(problemsOf(steps, ROLLS_BACK)).toEqual([]);
  });

  test("what is inside of a result may come from the step or from its alternatives", () => {
    const forecast = "tool: weather_tool, operation: get_forecast, parameters: { location: here }";
    const request = 'tool: http, operation: request, parameters: { url: "http://a.b/" }';
    const steps = [`id: a, ${forecast}, alternative: b`, `id: b, ${request}, alternative: c`, `id: c, ${forecast}`];
    const problems = (text: string) => problemsOf([...steps, `id: d, ${reads(text)}`]);
    expect(problems("{{ a.days[0].high }} {{ a.status }}")).toEqual([]);
    expect(problems("{{ a.dayz }}")[0]).toContain('The result of weather_tool.get_forecast has no "dayz" in `a`');
  });

  test.each<[string[], string]>([
    [
      ["id: a, alternative: b, output_key: deals", `id: b, ${reads("{{ deals.x }}")}`],
      '`deals.x` is the result of step "a", which has failed when "b" stands in for it. Its error is `errors.a`.',
    ],
    [
      ["id: a, alternative: b", "id: b, alternative: c", `id: c, ${reads("{{ steps.a.result }}")}`],
      '`steps.a.result` is the result of step "a", which has failed when "c" stands in for it.',
    ],
    [
      ["id: a", "id: b, alternative: x", "id: c, depends_on: [], alternative: x", `id: x, ${reads("{{ a }}")}`],
      '`a` comes from step "a", which is not upstream of step "x". It reads what comes before the steps that it serves: add "a" to `depends_on` of "c".',
    ],
    [
      ["id: a, alternative: b", `id: b, ${reads("{{ c }}")}`, "id: c"],
      '`c` comes from step "c", which is not upstream of step "b". Step "c" comes after step "a": change their order.',
    ],
    [
      ["id: a, alternative: b, output_key: deals", "id: b", `id: c, ${reads("{{ b }}")}`],
      '`b` comes from step "b", which stands in for "a". Read `deals`: it has the result of whichever of them gave one.',
    ],
    [
      ["id: a, compensate: b", "id: b", `id: c, ${reads("{{ steps.b.status }}")}`],
      '`steps.b.status` comes from step "b", which only undoes "a" in a rollback, when nothing else runs any more.',
    ],
  ])("%j is an error", (steps, message) => {
    const found = problemsOf(steps, ROLLS_BACK);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });
});
