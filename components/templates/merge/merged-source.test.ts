import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { mergeDefinitions, readDefinition } from "@/server/core/merge/merge-definitions";
import type { Choices, Three } from "@/server/core/merge/merge-values";
import { mergedSource } from "./merged-source";

const BASE = `# Reads and says.
name: Reader
params:
  url: { type: string, default: "https://example.com" }
steps:
  # Where it is.
  - id: read
    tool: http
    operation: request
    parameters: { url: "{{ params.url }}" } # short

  - id: say
    tool: transform
    operation: set
    parameters:
      value: "{{ read.status }}"
`;

function merged(texts: Three<string>, choices: Choices = new Map()) {
  const merge = mergeDefinitions(texts);
  if (!merge) throw new Error("They cannot be merged.");
  return mergedSource(texts, merge.result(choices));
}

test("what lines merge by themselves keeps the comments and the layout of both", () => {
  const yours = BASE.replace("Reader", "Mine").replace("# short", "# mine");
  const theirs = `${BASE.replace("{{ read.status }}", "{{ read.body }}")}
  # In the end.
  - id: more
    tool: transform
    operation: set
    parameters: { value: 1 }
`;
  expect(merged({ base: BASE, yours, theirs })).toBe(theirs.replace("Reader", "Mine").replace("# short", "# mine"));
});

test("what lines would merge wrongly says what was decided, and one's own comments stay", () => {
  const yours = BASE.replace("    parameters: { url", "    timeout: 5 # mine\n    parameters: { url");
  const theirs = BASE.replace(
    'parameters: { url: "{{ params.url }}" } # short',
    "parameters:\n      url: x\n      method: GET",
  );
  const text = merged({ base: BASE, yours, theirs });
  expect(text).toContain("timeout: 5 # mine");
  expect(readDefinition(text)?.steps.get("read")).toEqual({
    ...{ id: "read", tool: "http", operation: "request", timeout: 5, parameters: { url: "x", method: "GET" } },
  });
});

test("a choice changes its place and nothing else", () => {
  const yours = BASE.replace("{{ read.status }}", "{{ read.status }}!");
  const theirs = BASE.replace("{{ read.status }}", "{{ read.body }}");
  const key = JSON.stringify(["say", "parameters", "value"]);
  const taken = (
    choice: Parameters<Choices["forEach"]>[0] extends (value: infer Value, ...rest: never) => void ? Value : never,
  ) => merged({ base: BASE, yours, theirs }, new Map([[key, choice]]));
  expect(taken("yours")).toBe(yours);
  expect(taken("theirs")).toBe(theirs);
  expect(taken("base")).toBe(BASE);
  expect(taken({ value: "own" })).toBe(BASE.replace("{{ read.status }}", "own"));
});

test("steps are taken out, brought in and put into another order with their comments", () => {
  const [head, read, say] = [
    BASE.slice(0, BASE.indexOf("  # Where")),
    BASE.slice(BASE.indexOf("  # Where"), BASE.indexOf("\n  - id: say")),
    BASE.slice(BASE.indexOf("  - id: say")),
  ];
  const theirs = `${head}${say}\n${read}`;
  const yours = BASE.replace("{{ read.status }}", "mine");
  const text = merged({ base: BASE, yours, theirs });
  expect(text).toContain("  # Where it is.\n  - id: read");
  expect(readDefinition(text)?.ids).toEqual(["say", "read"]);
  expect(text).toContain('value: "mine"');
});

test("JSON stays JSON", () => {
  const json = (data: object) => `${JSON.stringify(data, null, 2)}\n`;
  const data = {
    name: "A",
    steps: [
      { id: "a", x: 1 },
      { id: "b", y: 1 },
    ],
  };
  const texts = {
    base: json(data),
    yours: json({
      ...data,
      steps: [
        { id: "a", x: 2 },
        { id: "b", y: 1 },
      ],
    }),
    theirs: json({ ...data, steps: [{ id: "a", x: 1 }, { id: "b", y: 2 }, { id: "c" }] }),
  };
  expect(JSON.parse(merged(texts))).toEqual({ name: "A", steps: [{ id: "a", x: 2 }, { id: "b", y: 2 }, { id: "c" }] });
});

const value = fc.oneof(
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom("x", "{{ a }}", null, true),
  fc.array(fc.nat(1), { maxLength: 2 }),
);
const map = fc.dictionary(
  fc.constantFrom("a", "b", "c"),
  fc.oneof(value, fc.dictionary(fc.constantFrom("d", "e"), value)),
  { maxKeys: 3 },
);
const anyText = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom("p", "q", "r", "s"), { minLength: 1, maxLength: 4 }),
    fc.array(map, { minLength: 4, maxLength: 4 }),
    map,
    fc.boolean(),
  )
  .map(([ids, bodies, rest, json]) => {
    const data = { name: "A", ...rest, steps: ids.map((id, index) => ({ id, ...bodies[index] })) };
    return json ? JSON.stringify(data, null, 2) : stringify(data, { lineWidth: 0 });
  });
const anySide = fc.constantFrom("yours", "theirs", "base") as fc.Arbitrary<keyof Three<unknown>>;

test("whatever the texts are and whatever is chosen, the result can be read and says what was chosen", () => {
  fc.assert(
    fc.property(
      anyText,
      anyText,
      anyText,
      fc.array(anySide, { minLength: 1, maxLength: 20 }),
      (base, yours, theirs, sides) => {
        const merge = mergeDefinitions({ base, yours, theirs });
        if (!merge) throw new Error("They cannot be merged.");
        const choices: Choices = new Map(
          merge.places.map(({ key }, index) => [key, sides[index % sides.length] ?? "yours"]),
        );
        const wanted = merge.result(choices);
        expect(readDefinition(mergedSource({ base, yours, theirs }, wanted))?.data).toEqual(wanted.data);
      },
    ),
    { numRuns: 150 },
  );
});

test("with one side unchanged the text is the other side's, to the letter", () => {
  fc.assert(
    fc.property(anyText, anyText, (base, other) => {
      expect(merged({ base, yours: base, theirs: other })).toBe(other);
      expect(merged({ base, yours: other, theirs: base })).toBe(other);
    }),
    { numRuns: 100 },
  );
});
