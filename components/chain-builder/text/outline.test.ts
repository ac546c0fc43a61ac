import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { insertStep } from "./insert-step";
import { focusOffset, outlineOf, stepAt } from "./outline";
import { upstreamOf } from "./outline-upstream";

const CHAIN = `name: Three steps
params: { limit: { type: number } }
steps:
  - name: Get Weather
    tool: weather_tool
    operation: get_forecast
    output_key: weather

  - id: b
    depends_on: []
  - id: c
    depends_on: [{ step: get-weather, on: always }, b]
timeout: 3
`;

describe("outlineOf", () => {
  it("knows the steps with the ids that the compiler gives them", () => {
    const { steps, params, name, language } = outlineOf(CHAIN);
    expect({ params, name, language }).toEqual({ params: ["limit"], name: "Three steps", language: "yaml" });
    expect(steps.map(({ id, outputKey, dependsOn }) => ({ id, outputKey, dependsOn }))).toEqual([
      { id: "get-weather", outputKey: "weather", dependsOn: null },
      { id: "b", outputKey: "b", dependsOn: [] },
      { id: "c", outputKey: "c", dependsOn: ["get-weather", "b"] },
    ]);
  });

  it("says which step an offset lies in, from the start of its first line to the start of the next thing", () => {
    const outline = outlineOf(CHAIN);
    const at = (needle: string, more = 0) => stepAt(outline, CHAIN.indexOf(needle) + more)?.id ?? null;
    expect(at("name: Three")).toBeNull();
    expect(at("  - name: Get")).toBe("get-weather");
    expect(at("\n  - id: b")).toBe("get-weather");
    expect(at("  - id: b")).toBe("b");
    expect(at("always")).toBe("c");
    expect(at("timeout")).toBeNull();
  });

  it("gives the end of the text to the last step", () => {
    const text = "steps:\n  - id: a\n    tool: x\n    ";
    expect(stepAt(outlineOf(text), text.length)?.id).toBe("a");
  });

  it("finds where a step begins to say something", () => {
    const outline = outlineOf(CHAIN);
    const step = outline.steps[1];
    expect(step && CHAIN.slice(focusOffset(CHAIN, step)).startsWith("- id: b")).toBe(true);
  });

  it("follows dependencies upwards, through the step above when none is named", () => {
    const outline = outlineOf("steps:\n- id: a\n- id: b\n- { id: c, depends_on: [a] }\n- id: d\n");
    const upstream = (index: number) => upstreamOf(outline, index).results.map(({ id }) => id);
    expect([0, 1, 2, 3].map(upstream)).toEqual([[], ["a"], ["a"], ["a", "c"]]);
  });

  it("goes up from the targets of a choice to the choice, and past steps that stand by", () => {
    const outline = outlineOf(`steps:
- id: a
  next:
    - { when: x, goto: c }
    - goto: The end
- { id: b, alternative: other, compensate: undo }
- { id: c, depends_on: [b] }
- { id: other, alternative: last }
- id: undo
- name: The end
- id: d
- id: last
`);
    const ids = (of: "results" | "ended", index: number) => upstreamOf(outline, index)[of].map(({ id }) => id);
    expect(outline.steps.map((_, index) => ids("results", index))).toEqual([
      [],
      ["a"],
      ["a", "b"],
      ["a"],
      ["a", "b"],
      ["a"],
      ["a", "the-end"],
      ["a"],
    ]);
    expect([3, 7].map((index) => ids("ended", index))).toEqual([
      ["a", "b"],
      ["a", "b", "other"],
    ]);
  });

  it("offers every step that runs in its turn when the order is auto", () => {
    const outline = outlineOf("order: auto\nsteps:\n- { id: a, alternative: x }\n- id: b\n- id: x\n");
    expect(upstreamOf(outline, 0).results.map(({ id }) => id)).toEqual(["b"]);
  });

  it("survives a circle", () => {
    const outline = outlineOf("steps:\n- { id: a, depends_on: [b] }\n- { id: b, depends_on: [a] }\n");
    expect(upstreamOf(outline, 0).results.map(({ id }) => id)).toEqual(["b"]);
  });

  it("reads a thousand steps", () => {
    const step = (index: number) => `  - id: s${index}\n    tool: http\n    parameters: { url: "http://x/${index}" }\n`;
    const outline = outlineOf(`steps:\n${Array.from({ length: 1000 }, (_, index) => step(index)).join("")}`);
    expect(outline.steps.length).toBe(1000);
    expect(outline.steps.at(-1)?.id).toBe("s999");
  });
});

describe("insertStep", () => {
  const example = "id: pause\ntool: flow\noperation: wait\nparameters: { seconds: 1 }\n";
  const insert = (text: string, after: number | null = null) => {
    const outline = outlineOf(text);
    const change = insertStep({
      text,
      outline,
      example,
      exampleStep: parse(example),
      after: after === null ? null : (outline.steps[after] ?? null),
    });
    const result = text.slice(0, change.from) + change.insert + text.slice(change.to);
    const ids = (parse(result) as { steps: { id?: string; name?: string }[] }).steps.map(({ id, name }) => id ?? name);
    return { result, ids, cursor: result.slice(change.cursor).split("\n")[0] };
  };

  it.each([
    ["in the middle", CHAIN, 0, ["Get Weather", "pause", "b", "c"]],
    ["at the end", CHAIN, null, ["Get Weather", "b", "c", "pause"]],
    ["without any step", "name: x\nsteps: []\n", null, ["pause"]],
    ["below an empty key", "name: x\nsteps:\n", null, ["pause"]],
    ["without the key", "name: x", null, ["pause"]],
    ["dashes in the column of the key", "steps:\n- id: a\n- id: b\n", 0, ["a", "pause", "b"]],
    ["taken id", "steps:\n  - id: pause\n", null, ["pause", "pause_2"]],
    ["JSON", '{\n  "steps": [\n    { "id": "a}" },\n    { "id": "b" }\n  ]\n}\n', 0, ["a}", "pause", "b"]],
    ["JSON, at the end", '{ "steps": [{ "id": "a" }] }', null, ["a", "pause"]],
    ["JSON, the first", '{ "name": "x", "steps": [] }', null, ["pause"]],
  ])("%s", (_, text, after, ids) => {
    expect(insert(text, after).ids).toEqual(ids);
  });

  it("leaves the rest of the text as it was and puts the cursor on the new step", () => {
    const { result, cursor } = insert(CHAIN, 2);
    expect(result).toContain("always }, b]\n  - id: pause\n    tool: flow\n");
    expect(result.endsWith("timeout: 3\n")).toBe(true);
    expect(cursor).toBe("id: pause");
  });
});
