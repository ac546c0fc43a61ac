import { describe, expect, test } from "vitest";
import { planOf, problemsOf } from "./testing/chain-text";

const firstOf = (...steps: string[]) => planOf(steps).steps[0];
const DAY = 24 * 3600 * 1000;

describe("repeat", () => {
  test.each([
    ["until: a.done", { everyMs: 0, until: "a.done", max: 1000, backoffFactor: 1, maxEveryMs: 30 * DAY }],
    ["max: 3", { everyMs: 0, until: null, max: 3, backoffFactor: 1, maxEveryMs: 30 * DAY }],
    [
      'every: 0.5, until: "{{ a == 1 }}", max: 10000, backoff_factor: 2, max_every: 60',
      { everyMs: 500, until: "a == 1", max: 10_000, backoffFactor: 2, maxEveryMs: 60_000 },
    ],
    ["until: true", { everyMs: 0, until: "true", max: 1000, backoffFactor: 1, maxEveryMs: 30 * DAY }],
    [
      'until: "{iteration} >= 3"',
      { everyMs: 0, until: "iteration >= 3", max: 1000, backoffFactor: 1, maxEveryMs: 30 * DAY },
    ],
  ])("{ %s }", (written, policy) => {
    expect(firstOf(`id: a, repeat: { ${written} }`)).toMatchObject({ repeat: policy, forEach: null });
    expect(firstOf(`id: a, repeat_config: { ${written} }`)?.repeat).toEqual(policy);
  });

  test.each([
    ["repeat: {}", "steps[0].repeat: `repeat` needs `until` (a condition that ends it) or `max` (how often)."],
    ["repeat_config: { every: 1 }", "steps[0].repeat_config: `repeat` needs `until`"],
    ["repeat: { max: 0 }", "steps[0].repeat.max: `max` must be at least 1."],
    ["repeat: { max: 10001 }", "steps[0].repeat.max: `max` must be at most 10000."],
    ["repeat: { max: 2, every: -1 }", "steps[0].repeat.every: `every` must be at least 0."],
    ["repeat: { max: 2, backoff_factor: 0.5 }", "steps[0].repeat.backoff_factor: `backoff_factor` must be at least 1."],
    ["repeat: { max: 2, evry: 1 }", 'steps[0].repeat.evry: Unknown key "evry" in `repeat`. Did you mean "every"?'],
    ["repeat: { max: 2, every: 9, max_every: 3 }", "steps[0].repeat.max_every: `max_every` is smaller than `every`."],
    ["repeat: 3", "steps[0].repeat: `repeat` must be a mapping of keys to values, not the number 3."],
    ["repeat: { max: 2 }, for_each: [1]", "steps[0].repeat: A step has `repeat` or `for_each`, not both."],
    [
      "repeat: { max: 2 }, repeat_config: { max: 2 }",
      "steps[0].repeat_config: `repeat_config` is another name of `repeat`.",
    ],
    ["repeat: { until: b.x }", 'steps[0].repeat.until: Step "a": There is no name "b".'],
    ["repeat: { until: secrets.x }", "Secrets cannot be used in conditions."],
    ["repeat: { until: item.x }", "`item` exists only in a step with `for_each`, and this step has `repeat`."],
    ["repeat: { until: errors.a.code }", "`errors.a.code` is what this step itself gives: it does not exist yet."],
    ['repeat: { until: "a.x >" }', "steps[0].repeat.until: "],
    [
      'repeat: { max: 2 }, when: "iteration > 1"',
      'steps[0].when: Step "a": `iteration` exists only in `parameters` and `until`: `when` comes before the loop.',
    ],
    [
      'repeat: { max: 2 }, next: [{ when: "iteration > 1", goto: end }]',
      "`iteration` exists only in `parameters` and `until`: `next` comes after the loop.",
    ],
    [
      'parameters: { value: "{{ iteration }}" }',
      "`iteration` exists only in a step with `repeat`, and this step has none.",
    ],
    ['repeat: { max: 2 }, parameters: { value: "{{ a }}" }', "`a` is what this step itself gives"],
  ])("%s is an error", (written, problem) => {
    const found = problemsOf([`id: a, ${written}`]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  test("`until` sees the result, and its paths are checked", () => {
    const weather = "tool: weather_tool, operation: get_forecast, parameters: { location: here }";
    expect(
      problemsOf([`id: a, ${weather}, repeat: { until: "a.days.size > iteration and results.a.place.name" }`]),
    ).toEqual([]);
    expect(problemsOf([`id: a, ${weather}, repeat: { until: a.dayz }`])[0]).toMatch(
      /^steps\[0\]\.repeat\.until: .*Did you mean "days"\?/,
    );
  });

  test("`iteration` is a name of the parameters, also in single braces", () => {
    const written =
      'id: a, repeat: { max: 2 }, parameters: { value: ["{{ iteration | plus: 1 }}", "no. {iteration}"] }';
    expect(firstOf(written)?.parameters).toEqual({ value: ["{{ iteration | plus: 1 }}", "no. {{ iteration }}"] });
  });
});

describe("for_each", () => {
  test.each([
    ['for_each: "{{ x.list }}"', { items: "{{ x.list }}", concurrency: 1 }],
    ['for_each: "  {{ x | sort }} ", concurrency: 100', { items: "{{ x | sort }}", concurrency: 100 }],
    ["for_each: '{x.0}'", { items: "{{ x[0] }}", concurrency: 1 }],
    ['for_each: [1, { a: "{{ x }}" }, "{x}"]', { items: [1, { a: "{{ x }}" }, "{{ x }}"], concurrency: 1 }],
    ["for_each: []", { items: [], concurrency: 1 }],
  ])("%s", (written, forEach) => {
    const [, step] = planOf(["id: x", `id: a, ${written}`]).steps;
    expect(step).toMatchObject({ forEach, repeat: null });
  });

  test.each([
    ["for_each: x.list", 'steps[1].for_each: Step "a": `for_each` needs a list. Write "{{ x.list }}".'],
    ["for_each: some words", 'Write a list, or one expression such as "{{ deals.items }}".'],
    ['for_each: "{{ x }}{{ x }}"', "`for_each` needs a list. Write a list"],
    ['for_each: "{% assign a = x %}{{ a }}"', "`for_each` needs a list. Write a list"],
    ['for_each: "{{ x"', 'steps[1].for_each: Step "a": '],
    ["for_each: 3", "steps[1].for_each: `for_each` must be a text or a list, not the number 3."],
    ['for_each: "{{ nobody }}"', 'steps[1].for_each: Step "a": There is no name "nobody".'],
    ['for_each: "{{ item }}"', "`item` exists only in `parameters`: `for_each` comes before the loop."],
    [
      'for_each: ["{{ secrets.x }}"]',
      'steps[1].for_each[0]: Step "a": Secrets cannot be used in `for_each`, because items are stored. Name them in `parameters`.',
    ],
    ['for_each: [1], when: "index > 1"', "`index` exists only in `parameters`: `when` comes before the loop."],
    [
      'for_each: [1], parameters: { value: "{{ iteration }}" }',
      "`iteration` exists only in a step with `repeat`, and this step has `for_each`.",
    ],
    [
      "concurrency: 3",
      "steps[1].concurrency: `concurrency` of a step is for the items of `for_each`. Remove it, or set it on the chain.",
    ],
    ["for_each: [1], concurrency: 0", "steps[1].concurrency: `concurrency` must be at least 1."],
    ["for_each: [1], concurrency: 101", "steps[1].concurrency: `concurrency` must be at most 100."],
    ["for_each: [1], concurrency: 1.5", "steps[1].concurrency: `concurrency` must be a whole number."],
    [`for_each: [${"1,".repeat(10_001)}]`, "steps[1].for_each: `for_each` must have at most 10000 entries."],
  ])("%.60s is an error", (written, problem) => {
    const found = problemsOf(["id: x", `id: a, ${written}`]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  test("`item` and `index` are names of the parameters and of the task", () => {
    const [step, task] = planOf([
      'id: a, for_each: [1], parameters: { value: ["{{ item.x[0] }}", "{item.0.y} {index}", "{iteration}"] }',
      'id: b, for_each: [1], execution_mode: orchestrated, task_description: "Look at {{ item }}", parameters: { no: "{index}" }',
    ]).steps;
    expect(step?.parameters).toEqual({ value: ["{{ item.x[0] }}", "{{ item[0].y }} {{ index }}", "{iteration}"] });
    expect(task?.parameters).toMatchObject({ task: "Look at {{ item }}", data: { no: "{{ index }}" } });
  });

  describe("gives a list", () => {
    const details =
      "id: details, for_each: [1], tool: weather_tool, operation: get_forecast, parameters: { location: here }";
    const read = (text: string, step = details) => problemsOf([step, `id: b, parameters: { value: "${text}" }`]);

    test.each([
      "{{ details[0].days[1].high }}",
      "{{ details.first.place.name }}",
      "{{ details.size }}",
      "{{ details | map: 'place' }}",
      "{{ details[b0].days }}".replace("b0", "variables.date"),
    ])("%s is fine", (text) => {
      expect(read(text)).toEqual([]);
    });

    test.each([
      [
        "{{ details.days }}",
        '`details` is a list with the result of each item, so it has no "days". Name an entry, such as `details[0].days`, or use `map`.',
      ],
      ["{{ details[0].dayz }}", 'has no "dayz" in `details[0]`: it has "days", "place". Did you mean "days"?'],
      ["{{ steps.details.result.days }}", "`steps.details.result` is a list"],
    ])("%s is an error", (text, problem) => {
      expect(read(text)).toHaveLength(1);
      expect(read(text)[0]).toContain(problem);
    });

    test("also of sub-chains", () => {
      expect(read("{{ details[0].any.thing }}", "id: details, for_each: [1], chain: Other")).toEqual([]);
      expect(read("{{ details.any }}", "id: details, for_each: [1], chain: Other")).toHaveLength(1);
    });
  });
});
