import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../core/json";
import { readAnswer } from "./answer";

const LIST: JsonObject = {
  type: "array",
  items: { type: "object", required: ["a"], properties: { a: { type: "number" } } },
};
const problems = (text: string, schema: JsonObject) => {
  const answer = readAnswer(text, schema);
  return "problems" in answer ? answer.problems.map(({ path, got }) => `${path}: ${got}`) : [];
};

describe("an answer", () => {
  it.each([
    ["plain", "[]", []],
    ["in a fence", "```json\n[]\n```", []],
    ["in a fence without a name", "Sure!\n```\n[ ]\n```\nBye.", []],
    ["with words around", "The list is [] as asked.", []],
    ["with space around", " \n[]\n ", []],
  ])("is read %s", (_how, text, value) => {
    expect(readAnswer(text, LIST)).toEqual({ value });
  });

  it("is told where it is wrong, the innermost only", () => {
    expect(problems('[{"a":1},{"a":"x"},{}]', LIST)).toEqual(['[1].a: "x"', "[2]: {}"]);
  });

  it("is held to patterns and formats, also of a property of that name", () => {
    const pattern: JsonObject = {
      properties: { pattern: { type: "string", pattern: "^a", format: "date" }, other: {} },
    };
    expect(problems('{"pattern":"a"}', { properties: { pattern: { pattern: "^a" } } })).toEqual([]);
    expect(problems('{"pattern":"2030-01-01"}', pattern)).toEqual(['pattern: "2030-01-01"']);
    expect(problems('{"pattern":"bc"}', pattern)).toHaveLength(2);
    expect(problems('{"pattern":"abc"}', pattern)).toEqual(['pattern: "abc"']);
    expect(problems(JSON.stringify({ other: "x".repeat(1000) }), pattern)).toEqual([]);
    expect(problems(`{"pattern":"${"a".repeat(257)}"}`, pattern)).toHaveLength(1);
  });

  it("tells at most five places", () => {
    expect(problems(JSON.stringify(Array.from({ length: 50 }, () => ({ a: "x" }))), LIST)).toHaveLength(5);
  });

  it("is never more than a check can look at", () => {
    const much = JSON.stringify(Array.from({ length: 100_000 }, () => 1));
    const wide = { anyOf: Array.from({ length: 100 }, (_, n) => ({ type: "array", maxItems: n })) };
    const spaces = `\`\`\`\n${"\n".repeat(400_000)}`;
    const started = performance.now();
    expect(problems(much, wide)).toEqual([": 100001 values"]);
    expect(problems(much, { type: "array", uniqueItems: true })).toEqual([": one of 100000"]);
    expect(problems(JSON.stringify("a".repeat(90_000)), { pattern: "^a*a*a*b" })).toHaveLength(1);
    expect(problems("x".repeat(600_000), LIST)).toEqual([": 600000 characters"]);
    expect(problems(spaces, LIST)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
