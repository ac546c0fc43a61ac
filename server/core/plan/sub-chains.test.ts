import { describe, expect, test } from "vitest";
import { planOf, problemsOf } from "./testing/chain-text";

describe("a step that runs another chain", () => {
  test("calls it with its parameters as params", () => {
    const steps = ["id: a", 'id: b, chain: " Fetch prices ", parameters: { shop: "{{ a }}", "max": 3 }, timeout: 60'];
    expect(
      planOf(steps).steps.map(({ tool, operation, subChain, parameters }) => ({
        tool,
        operation,
        subChain,
        parameters,
      })),
    ).toEqual([
      { tool: "transform", operation: "set", subChain: null, parameters: { value: 1 } },
      { tool: "chain", operation: "run", subChain: "Fetch prices", parameters: { shop: "{{ a }}", max: 3 } },
    ]);
  });

  test("gives a result whose inside is not known", () => {
    expect(problemsOf(["id: a, chain: Other", 'id: b, parameters: { value: "{{ a.any[0].thing }}" }'])).toEqual([]);
  });

  test.each([
    [
      "tool: http",
      "steps[0].tool: A step that runs a chain has no `tool`. Remove it, or `chain`: one step does one thing.",
    ],
    ["operation: request", "steps[0].operation: A step that runs a chain has no `operation`."],
    ["execution_mode: orchestrated", "steps[0].execution_mode: A step that runs a chain has no `execution_mode`."],
    ["task_description: do", "steps[0].task_description: A step that runs a chain has no `task_description`."],
    ["model: big", "steps[0].model: A step that runs a chain has no `model`."],
    [
      'parameters: { x: "{{ secrets.token }}" }',
      "Secrets cannot be given to another chain, because its params are stored. Name them there.",
    ],
    ['parameters: { x: "{{ nobody }}" }', 'There is no name "nobody".'],
  ])("%s beside it is an error", (more, problem) => {
    const found = problemsOf([`id: a, chain: Other, ${more}`]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  test.each([
    ['""', "steps[0].chain: `chain` must be the name or the id of a chain, written out."],
    ['"{{ params.which }}"', "steps[0].chain: `chain` must be the name or the id of a chain, written out."],
    ["3", "steps[0].chain: `chain` must be a text, not the number 3."],
  ])("chain: %s is an error", (chain, problem) => {
    expect(problemsOf([`id: a, chain: ${chain}`])).toEqual([problem]);
  });
});
