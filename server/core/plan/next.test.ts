import { describe, expect, test } from "vitest";
import { edgesOf, planOf, problemsOf } from "./testing/chain-text";

const HEAD = "params: { n: { type: number, default: 1 } }\n";
const CHOICE = 'id: a, next: [{ when: "params.n > 1", goto: b }, { when: "a == 2", goto: end }, { goto: c }]';

describe("ways out of a step", () => {
  test("are cases in order, with edges from the step to each target", () => {
    const steps = [CHOICE, "id: b", "id: c", "id: d"];
    expect(edgesOf(steps, HEAD)).toEqual(["a <", "b < a:success[0]", "c < a:success[2]", "d < c:success"]);
    expect(planOf(steps, HEAD).steps[0]?.next).toEqual([
      { when: "params.n > 1", goto: 1 },
      { when: "a == 2", goto: "end" },
      { when: null, goto: 2 },
    ]);
  });

  test("point to the steps by their places in the plan, not in the list", () => {
    const steps = ["id: c", "id: a, depends_on: [], next: [{ goto: c }]", "id: b, depends_on: []"];
    const plan = planOf(steps);
    expect(plan.steps.map(({ id }) => id)).toEqual(["a", "c", "b"]);
    expect(plan.steps[0]?.next).toEqual([{ when: null, goto: 1 }]);
  });

  test.each<[string, string[], string]>([
    [
      "several cases that lead to one step are one edge",
      ['id: a, next: [{ when: "a", goto: b }, { goto: b }]', "id: b"],
      "b < a:success[0,1]",
    ],
    [
      "a plain dependency on the same step is that edge",
      ["id: a, next: [{ goto: b }]", "id: b, depends_on: [a]"],
      "b < a:success[0]",
    ],
    [
      "other dependencies stay beside it",
      ["id: x", "id: a, depends_on: [], next: [{ goto: b }]", "id: b, depends_on: [x, { step: a, on: failure }]"],
      "b < x:success a:failure a:success[0]",
    ],
    [
      "a target follows its choice, not the step above",
      ["id: a, next: [{ goto: b }]", "id: x", "id: b"],
      "b < a:success[0]",
    ],
    [
      "a step below that is no target follows the step above",
      ["id: a, next: [{ goto: end }]", "id: b"],
      "b < a:success",
    ],
    [
      "a name is as good as an id",
      ["id: a, next: [{ goto: Write it down }]", "name: Write it down"],
      "write-it-down < a:success[0]",
    ],
    ["the classic name is the same", ["id: a, next_step_logic: [{ goto: b }]", "id: b"], "b < a:success[0]"],
  ])("%s", (_title, steps, edge) => {
    expect(edgesOf(steps)).toContain(edge);
  });

  test("a condition may be written with braces, or as true", () => {
    const [step] = planOf([
      'id: a, next: [{ when: "{{ a.x > 1 }}", goto: b }, { when: "{a}", goto: b }, { when: true, goto: end }]',
      "id: b",
    ]).steps;
    expect(step?.next.map(({ when }) => when)).toEqual(["a.x > 1", "a", "true"]);
  });

  test("a condition sees the step's own result, error and status", () => {
    const when = "weather.days.size > 1 and errors.a.code == steps.a.status";
    const call = "tool: weather_tool, operation: get_forecast, parameters: { location: here }";
    expect(problemsOf([`id: a, output_key: weather, ${call}, next: [{ when: "${when}", goto: end }]`])).toEqual([]);
  });
});

describe("what is wrong with a way out", () => {
  const one = (goto: string) => `id: a, next: [{ when: "true", goto: ${goto} }]`;
  test.each<[string[], string]>([
    [[one("fetsh"), "id: fetch"], 'steps[0].next[0].goto: There is no step "fetsh". Did you mean "fetch"?'],
    [[one("nowhere")], 'steps[0].next[0].goto: There is no step "nowhere". The chain has "a". `end` ends the chain.'],
    [
      [one("a")],
      'steps[0].next[0].goto: Step "a" cannot go to itself. To run it again, use `repeat`; for each item of a list, `for_each`.',
    ],
    [
      ["id: first", "id: a", "id: b, next: [{ when: b, goto: first }, { goto: end }]"],
      'steps[2].next[0].goto: Going back to "first" is not possible, because "b" comes after it: first -> a -> b -> first. To run a step again until something holds, use `repeat`; for each item of a list, `for_each`.',
    ],
    [
      ["id: a, next: [{ goto: b }]", "id: b, next: [{ goto: a }]"],
      'steps[1].next[0].goto: Going back to "a" is not possible, because "b" comes after it: a -> b -> a. To run a step again until something holds, use `repeat`; for each item of a list, `for_each`.',
    ],
    [
      ["id: x, alternative: b", "id: b", one("b")],
      'steps[2].next[0].goto: Step "b" stands by and runs only when "x" has failed: nothing can go to it.',
    ],
    [
      ["id: a, next: [{ goto: b }, { goto: end }]", "id: b"],
      "steps[0].next[0]: Only the last case of `next` may lack `when`: the ones below are never reached. Give it a condition.",
    ],
    [
      ["id: a, next_step_logic: [{ goto: b }, { goto: end }]", "id: b"],
      "steps[0].next_step_logic[0]: Only the last case of `next` may lack `when`: the ones below are never reached. Give it a condition.",
    ],
    [
      ["id: a, next_step_logic: [{ when: aa, goto: end }]"],
      'steps[0].next_step_logic[0].when: Step "a": There is no name "aa".',
    ],
    [
      ["id: a, next: [{ when: secrets.x, goto: end }]"],
      'steps[0].next[0].when: Step "a": Secrets cannot be used in conditions.',
    ],
    [
      ["id: a, next: [{ when: item.x, goto: end }]"],
      'steps[0].next[0].when: Step "a": `item` exists only in a step with `for_each`',
    ],
    [['id: a, next: [{ when: "a >", goto: end }]'], 'steps[0].next[0].when: Step "a": '],
    [
      ["id: a, next: [{ when: b, goto: b }]", "id: b"],
      'steps[0].next[0].when: Step "a": `b` comes from step "b", which is not upstream of step "a". Step "b" comes after',
    ],
    [
      ["id: a, next: [{ got: b }]", "id: b"],
      'steps[0].next[0].got: Unknown key "got" in `next[0]`. Did you mean "goto"?',
    ],
    [["id: a, next: []"], "steps[0].next: `next` must have at least 1 entry."],
    [["id: a, next: b", "id: b"], 'steps[0].next: `next` must be a list, not the text "b".'],
    [
      ["id: a, next: [{ goto: end }], next_step_logic: [{ goto: end }]"],
      "steps[0].next_step_logic: `next_step_logic` is another name of `next`. Keep one of them.",
    ],
    [
      [`id: a, next: [${Array.from({ length: 51 }, (_, at) => `{ when: "a == ${at}", goto: end }`).join(", ")}]`],
      "steps[0].next: `next` must have at most 50 entries.",
    ],
  ])("%j", (steps, problem) => {
    const found = problemsOf(steps);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  test("a step that is called end is not the end: a warning", () => {
    const steps = ["id: a, next: [{ goto: end }]", "id: end"];
    expect(problemsOf(steps)).toEqual([
      'steps[0].next[0].goto: `goto: end` ends the chain; it does not go to the step "end". Give that step another id if it is meant.',
    ]);
    expect(planOf(steps).steps[0]?.next).toEqual([{ when: null, goto: "end" }]);
  });

  test("a wrong `next` makes no errors up about the order", () => {
    expect(
      problemsOf([
        "id: a",
        "id: x, depends_on: [], next: [{ gto: b }]",
        'id: b, depends_on: [x], parameters: { value: "{{ a }}" }',
      ]),
    ).toHaveLength(1);
  });

  test("ten thousand cases cost no more than their reading", () => {
    const cases = Array.from({ length: 10_000 }, () => "{ goto: b }").join(", ");
    expect(problemsOf([`id: a, next: [${cases}]`, "id: b"])).toEqual([
      "steps[0].next: `next` must have at most 50 entries.",
    ]);
  });
});
