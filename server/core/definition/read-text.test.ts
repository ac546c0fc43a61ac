import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { JsonValue } from "../json";
import { valueAt } from "../validation/path";
import { readText } from "./read-text";

const first = (text: string) => {
  const [one] = readText(text).report.diagnostics;
  return one === undefined ? null : `${one.line}:${one.column} ${one.message}`;
};

/** Any value, written in any of the ways that YAML has for it. */
const written = fc
  .record({
    value: fc.jsonValue({ maxDepth: 4 }),
    collectionStyle: fc.constantFrom("any" as const, "flow" as const),
    defaultStringType: fc.constantFrom("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"),
    indent: fc.integer({ min: 1, max: 4 }),
    indentSeq: fc.boolean(),
    lineEnd: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ value, lineEnd, defaultStringType, ...options }) => {
    const style = defaultStringType as "PLAIN";
    return stringify({ value }, { ...options, defaultStringType: style }).replaceAll("\n", lineEnd);
  })
  // A key that is refused.
  .filter((text) => !text.includes("__proto__"));

/** The paths of all values in a value. */
function pathsIn(value: JsonValue, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, at) => pathsIn(item, [...path, at]))];
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key]))];
}

test("a text says what another parser reads in it", () => {
  fc.assert(
    fc.property(written, (text) => {
      const { data, report } = readText(text);
      expect(report.diagnostics).toEqual([]);
      expect(data).toEqual(parse(text));
    }),
    { numRuns: 1_000 },
  );
});

test("what stands at the place of a value is that value", () => {
  fc.assert(
    fc.property(written, (text) => {
      const { data = null, source } = readText(text);
      const lines = text.split("\n");
      for (const path of pathsIn(data)) {
        const { line, column, endLine, endColumn } = source.locate(path);
        const there = (lines[line - 1] ?? "").slice(column - 1, endColumn - 1);
        const value = valueAt(data, path);
        // A block is marked by its key or first line, and what spans lines loses its indentation when it is cut out.
        const isMarkedWhole = line === endLine && (typeof value !== "object" || value === null || /^[[{]/.test(there));
        if (isMarkedWhole) expect(parse(there)).toEqual(value);
      }
    }),
    { numRuns: 500 },
  );
});

describe("plain words", () => {
  test.each<[string, JsonValue]>([
    ["", null],
    ["~", null],
    ["null", null],
    ["nULL", "nULL"],
    ["true", true],
    ["FALSE", false],
    ["yes", "yes"],
    ["12", 12],
    ["-012", -12],
    ["0o17", 15],
    ["0x1F", 31],
    ["1.5e3", 1500],
    [".5", 0.5],
    ["1.", 1],
    [".", "."],
    ["1_000", "1_000"],
    ["2026-01-01", "2026-01-01"],
    ["08:30", "08:30"],
    ["!!str 12", "12"],
    ["! 12", "12"],
    ["!!int 12", 12],
    ["'12'", "12"],
  ])("%s is %j", (text, value) => {
    expect(readText(`a: ${text}`)).toMatchObject({ data: { a: value }, report: { diagnostics: [] } });
  });
});

test("an anchor that is given again names the last value above", () => {
  const text = "a: &x { b: &y 1 }\nc: &y 2\nd: *x\ne: *y\n";
  expect(readText(text).data).toEqual({ a: { b: 1 }, c: 2, d: { b: 1 }, e: 2 });
});

describe("what keeps a text from being read is said in words, at its place", () => {
  test.each([
    ["a: b: c", "1:5 A second colon stands on this line. Put the text in quotes."],
    ["name: x\n  more: y", "2:7 The indentation does not fit the lines above."],
    ["steps:\n  - id: a\n   tool: b", "3:4 The indentation does not fit the lines above."],
    [
      "name: 'it's'",
      "1:11 Nothing may follow here. A text with quotes or brackets in it has to be in quotes as a whole.",
    ],
    ["a: @x", "1:4 A plain text cannot begin with `@`. Put it in quotes."],
    ["a: {b: c}}", "1:10 `}` closes nothing."],
    ["]", "1:1 `]` closes nothing."],
    ["a: [1, 2", "1:9 The list that `[` opens is not closed: `]` is missing."],
    ['{ "a": [1, 2 }', "1:14 The list that `[` opens is not closed: `]` is missing."],
    ['{ "a": 1 "b": 2 }', "1:13 A comma is missing here."],
    ["[a,, b]", "1:4 An entry is missing before this comma."],
    ['name: "a\nsteps: []', '2:1 The text that `"` opens is not closed: another `"` is missing.'],
    ["a:\n\t- b", "2:1 Tabs cannot indent YAML. Use spaces."],
    ["a: 1\nb\n", "3:1 A key needs a colon and a space behind it: `key: value`."],
    ['a: "\\q"', "1:6 This is no escape that YAML knows. Write `\\\\` for a backslash."],
    ["a: | x\n  b", "1:6 Nothing may follow a `|` or `>` on its line. The text begins on the next."],
    ["a: 1\n---\nb: 2", "2:1 The text has several documents (`---`). Keep one chain per text."],
    ["? [a]\n: b", "1:3 A key must be a plain word."],
    ["a: \u0007", "1:4 This character cannot be part of a definition. Remove it."],
    ["[".repeat(64), "1:64 The definition is nested deeper than 64 levels."],
  ])("%j", (text, said) => {
    expect(first(text)).toBe(said);
  });
});
