import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { applyPatches } from "./apply-patches";
import { readChainText, valueAt } from "./chain-text";
import { type Patch, patchData } from "./patch";

const edited = (text: string, ...patches: Patch[]): string => applyPatches(text, patches)?.text ?? "";

const TEXT = `# top
name: A   # the name
steps: # in order
  # about a
  - id: a
    parameters: { a: 1, b: "x" }   # flow
    text: |
      hello
      world

    list: [1, 2]
    # inside a

  # about b
  - id: b
    nothing:
    deep:
      x: 1 # c
      y: 2
tags: [x]
`;

describe("a change touches its place and nothing else", () => {
  const cases: [string, Patch, [string, string][]][] = [
    ["a value with a comment behind it", { op: "set", path: ["name"], value: "B" }, [["name: A ", "name: B "]]],
    ["quotes stay", { op: "set", path: ["steps", 0, "parameters", "b"], value: "y" }, [['"x"', '"y"']]],
    [
      "a key in braces",
      { op: "set", path: ["steps", 0, "parameters", "c"], value: true },
      [['"x" }', '"x", c: true }']],
    ],
    [
      "a block of text",
      { op: "set", path: ["steps", 0, "text"], value: "one" },
      [["|\n      hello\n      world\n\n", "one\n\n"]],
    ],
    ["a key without a value", { op: "set", path: ["steps", 1, "nothing"], value: 1 }, [["nothing:", "nothing: 1"]]],
    ["a value inside", { op: "set", path: ["steps", 1, "deep"], value: { x: 2, y: 2 } }, [["x: 1 # c", "x: 2 # c"]]],
    [
      "a known key at its place",
      { op: "set", path: ["description"], value: "D" },
      [["name\nsteps", "name\ndescription: D\nsteps"]],
    ],
    [
      "a key of a step at its place",
      { op: "set", path: ["steps", 1, "tool"], value: "http" },
      [["id: b\n", "id: b\n    tool: http\n"]],
    ],
    ["a removed key", { op: "remove", path: ["steps", 1, "deep", "x"] }, [["      x: 1 # c\n", ""]]],
    ["the key behind a dash", { op: "remove", path: ["steps", 1, "id"] }, [["id: b\n    nothing", "nothing"]]],
    ["the last key of a mapping", { op: "remove", path: ["tags", 0] }, [["[x]", "[]"]]],
    ["an item of a list", { op: "insert", path: ["steps", 0, "list"], index: 1, value: 5 }, [["[1, 2]", "[1, 5, 2]"]]],
    [
      "a step with its comments",
      { op: "remove", path: ["steps", 1] },
      [["\n\n  # about b\n  - id: b\n    nothing:\n    deep:\n      x: 1 # c\n      y: 2", ""]],
    ],
    [
      "a new step",
      { op: "insert", path: ["steps"], index: 2, value: { id: "c", parameters: { url: "{{ a }}" } } },
      [["y: 2\n", 'y: 2\n\n  - id: c\n    parameters:\n      url: "{{ a }}"\n']],
    ],
  ];
  test.each(cases)("%s", (_, patch, replaced) => {
    const wanted = replaced.reduce((text, [from, to]) => text.replace(from, to), TEXT);
    expect(edited(TEXT, patch)).toBe(wanted);
  });

  test("steps change places with their comments", () => {
    const moved = edited(TEXT, { op: "move", path: ["steps"], from: 0, to: 1 });
    expect(moved).toContain("steps: # in order\n  # about b\n  - id: b\n");
    expect(moved).toContain("      y: 2\n\n  # about a\n  - id: a\n");
    expect(moved).toContain("    # inside a\ntags: [x]\n");
  });

  test("JSON stays JSON, laid out like its neighbours", () => {
    const json = `${JSON.stringify({ name: "A", steps: [{ id: "a" }] }, null, 2)}\n`;
    const data = { name: "A", steps: [{ id: "a", parameters: { url: "x" } }, { id: "b" }] };
    const changed = edited(
      json,
      { op: "set", path: ["steps", 0, "parameters", "url"], value: "x" },
      { op: "insert", path: ["steps"], index: 1, value: { id: "b" } },
    );
    expect(changed).toBe(`${JSON.stringify(data, null, 2)}\n`);
  });

  test("a text that cannot be read is not touched", () => {
    expect(applyPatches("name: [", [{ op: "set", path: ["name"], value: "x" }])).toBeNull();
  });
});

const word = fc.constantFrom(
  "a",
  "b",
  "id",
  "name",
  "key with space",
  "true",
  "12",
  "x: y",
  "#no",
  "{{ a.b }}",
  "",
  "- x",
);
const scalar = fc.oneof(
  word,
  fc.constantFrom<JsonValue>(
    null,
    true,
    0,
    -1.5,
    1e21,
    "two\nlines",
    "ends\n",
    " spaced ",
    "a, b",
    "[x",
    "it's",
    'say "x"',
    "\t",
    "keep\n\n",
  ),
);
const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      word.filter((key) => key !== ""),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;
const chain = fc.record({
  name: word,
  steps: fc.array(fc.dictionary(fc.constantFrom("id", "tool", "parameters", "next"), value, { minKeys: 1 }), {
    minLength: 1,
    maxLength: 4,
  }),
});

/** Texts that all say the same. */
function written(data: JsonObject, style: number): string {
  if (style === 0) return JSON.stringify(data);
  if (style === 1) return `${JSON.stringify(data, null, 2)}\n`;
  const text = stringify(data, { lineWidth: 0, ...(style === 2 ? { indentSeq: false } : {}) });
  if (style === 4) return text.replaceAll(/^( *- )/gm, (dash) => `\n${" ".repeat(dash.length - 2)}# note\n${dash}`);
  return text;
}

function places(data: JsonValue, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(data)) return [path, ...data.flatMap((item, index) => places(item, [...path, index]))];
  if (typeof data !== "object" || data === null) return [path];
  return [path, ...Object.entries(data).flatMap(([key, item]) => places(item, [...path, key]))];
}

function patchFor(
  data: JsonObject,
  [kind, at, amount, given]: readonly [number, number, number, JsonValue],
): Patch | null {
  const all = places(data).filter((path) => path.length > 0);
  const path = all[at % all.length];
  if (!path) return null;
  const found = valueAt(data, path);
  if (kind === 0) return { op: "set", path, value: given };
  if (kind === 1) return path.length > 1 ? { op: "remove", path } : null;
  if (kind === 2 && (typeof found !== "object" || found === null || !Array.isArray(found)))
    return typeof found === "object" && found !== null ? { op: "set", path: [...path, "new"], value: given } : null;
  if (!Array.isArray(found)) return null;
  if (kind === 2) return { op: "insert", path, index: amount % (found.length + 1), value: given };
  return found.length > 1
    ? { op: "move", path, from: amount % found.length, to: (amount * 7 + 1) % found.length }
    : null;
}

test("after any changes the text says exactly what the changed data says", () => {
  const changes = fc.array(fc.tuple(fc.nat(3), fc.nat(60), fc.nat(9), value), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(chain, fc.nat(4), changes, (data, style, wanted) => {
      let text = written(data, style);
      let expected = readChainText(text)?.data ?? {};
      for (const change of wanted) {
        const patch = patchFor(expected, change);
        if (!patch) continue;
        expected = patchData(expected, patch);
        const one = applyPatches(text, [patch]);
        let replayed = text;
        for (const { from, to, insert } of [...(one?.changes ?? [])].reverse())
          replayed = replayed.slice(0, from) + insert + replayed.slice(to);
        expect(replayed).toBe(one?.text);
        text = one?.text ?? "";
        expect(readChainText(text)?.data).toEqual(expected);
      }
    }),
    { numRuns: 300 },
  );
});
