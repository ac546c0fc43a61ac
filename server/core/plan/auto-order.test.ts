import { describe, expect, test } from "vitest";
import { edgesOf, problemsOf } from "./testing/chain-text";

const AUTO = "order: auto\nparams: { n: { type: number, default: 1 } }\n";

describe("order: auto", () => {
  test.each<[string, string[], string[]]>([
    ["steps that read nothing start at once", ["id: a", "id: b"], ["a <", "b <"]],
    [
      "a result in any form is a dependency on success",
      [
        "id: a, output_key: x",
        "id: b",
        'id: c, parameters: { value: ["{{ x.y }}", "{b}", "{{ results.a }} {{ steps.b.result }}"] }',
      ],
      ["a <", "b <", "c < a:success b:success"],
    ],
    [
      "an error or a status is a dependency on the end",
      [
        "id: a",
        "id: b",
        'id: c, parameters: { value: "{{ errors.a.message }} {{ steps.b.status }} {{ steps.b.error }}" }',
      ],
      ["a <", "b <", "c < a:always b:always"],
    ],
    [
      "a result beside an error is a dependency on success",
      ["id: a", 'id: c, parameters: { value: "{{ errors.a }} {{ a }}" }'],
      ["a <", "c < a:success"],
    ],
    [
      "every place that reads counts",
      [
        "id: a",
        "id: b",
        'id: c, when: "a > 1"',
        'id: d, for_each: "{{ b }}"',
        'id: e, repeat: { until: "e > c" }',
        'id: f, next: [{ when: "d.size > 1 and f", goto: end }]',
        'id: g, execution_mode: orchestrated, task_description: "Sum up {{ a }}", parameters: { b: "{b}" }',
      ],
      ["a <", "b <", "c < a:success", "d < b:success", "e < c:success", "f < d:success", "g < a:success b:success"],
    ],
    [
      "what is written wins",
      [
        "id: a",
        'id: b, depends_on: [{ step: a, on: always }], parameters: { value: "{{ a }}" }',
        "id: c, depends_on: [b]",
      ],
      ["a <", "b < a:always", "c < b:success"],
    ],
    [
      "the list may have any order",
      ['id: c, parameters: { value: "{{ b }}" }', 'id: b, parameters: { value: "{{ a }}" }', "id: a"],
      ["a <", "b < a:success", "c < b:success"],
    ],
    [
      "goto leads on, and its case is enough for what the target reads of the choice",
      [
        'id: a, next: [{ when: "a", goto: c }, { goto: end }]',
        "id: b",
        'id: c, parameters: { value: "{{ a }} {{ b }}" }',
      ],
      ["a <", "b <", "c < a:success[0] b:success"],
    ],
    [
      "params, variables and lists of everything are no dependencies",
      ["id: a", 'id: b, parameters: { value: "{{ params.n }} {{ results | json }} {{ variables.date }}" }'],
      ["a <", "b <"],
    ],
    [
      "stand-bys stand by",
      [
        "id: a, alternative: x",
        'id: b, parameters: { value: "{{ a }}" }',
        'id: x, parameters: { value: "{{ errors.a }}" }',
      ],
      ["a <", "b < a:success", "x < a:failure"],
    ],
  ])("%s", (_title, steps, edges) => {
    expect(edgesOf(steps, AUTO)).toEqual(edges);
  });

  test("steps that read each other are told what to change", () => {
    const steps = ['id: a, parameters: { value: "{{ b }}" }', 'id: b, parameters: { value: "{{ a }}" }'];
    expect(problemsOf(steps, AUTO)).toEqual([
      "steps[0].depends_on: The steps wait for each other: a -> b -> a. With `order: auto` a step depends on what it reads: remove one of these references or dependencies.",
    ]);
  });

  test("names that do not exist and templates that cannot be read are told once", () => {
    const found = problemsOf(
      ["id: aa", 'id: b, parameters: { value: ["{{ aaa }}", "{{ b | nothing }}", "{{ b }}"] }'],
      AUTO,
    );
    expect(found).toHaveLength(3);
    expect(found[0]).toContain('Did you mean "aa"?');
    expect(found[2]).toContain("`b` is what this step itself gives");
  });

  test("a wrong `order` makes no errors up about the order", () => {
    const steps = ['id: a, parameters: { value: "{{ b }}" }', "id: b"];
    expect(problemsOf(steps, "order: auot\n")).toEqual([
      'order: `order` must be one of "list", "auto", not the text "auot". Did you mean "auto"?',
    ]);
  });

  test("a thousand steps that read each other compile", () => {
    const steps = Array.from(
      { length: 1000 },
      (_, at) => `id: s${at}, parameters: { value: "${at === 0 ? "" : `{{ s${at - 1} }}`}" }`,
    );
    expect(edgesOf(steps, AUTO)).toHaveLength(1000);
  });
});
