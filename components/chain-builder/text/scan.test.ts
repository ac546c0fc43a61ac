import { describe, expect, it } from "vitest";
import { placeAt, scan } from "./scan";

/** The place where `|` stands. */
const at = (text: string) => {
  const { kind, path, from, quote } = placeAt(text, text.indexOf("|"));
  return { kind, path: path.join("."), word: text.slice(from, text.indexOf("|")), quote };
};

const CHAIN = `name: Deals
params:
  base_url: { type: string, default: "http://x" }
steps:
  - id: one
    tool: http
    parameters:
      url: "{{ params.base_url }}/a"
      headers: { Accept: text/html }
  - tool: flow # waits
    depends_on: [one, { step: two, on: always }]
`;

describe("scan", () => {
  it("gives every key and item with its path and plain value", () => {
    const found = scan(CHAIN).entries.map(({ path, scalar }) => `${path.join(".")}=${scalar}`);
    expect(found).toEqual([
      "name=Deals",
      "params=null",
      "params.base_url=null",
      "params.base_url.type=string",
      "params.base_url.default=http://x",
      "steps=null",
      "steps.0=null",
      "steps.0.id=one",
      "steps.0.tool=http",
      "steps.0.parameters=null",
      "steps.0.parameters.url={{ params.base_url }}/a",
      "steps.0.parameters.headers=null",
      "steps.0.parameters.headers.Accept=text/html",
      "steps.1=null",
      "steps.1.tool=flow",
      "steps.1.depends_on=null",
      "steps.1.depends_on.0=one",
      "steps.1.depends_on.1=null",
      "steps.1.depends_on.1.step=two",
      "steps.1.depends_on.1.on=always",
    ]);
  });

  it("reads JSON the same way", () => {
    const json = JSON.stringify({ name: "A: b", steps: [{ id: "x", parameters: { n: 1, list: ["a"] } }] }, null, 2);
    const found = scan(json).entries.map(({ path, scalar }) => `${path.join(".")}=${scalar}`);
    expect(found).toEqual([
      "name=A: b",
      "steps=null",
      "steps.0=null",
      "steps.0.id=x",
      "steps.0.parameters=null",
      "steps.0.parameters.n=1",
      "steps.0.parameters.list=null",
      "steps.0.parameters.list.0=a",
    ]);
  });

  it("does not take keys out of blocks of text, quotes or comments", () => {
    const text = 'a: |\n  no: key\n\n  # none\nb: "c: d\n  e: f"\n# g: h\ni: j # k: l\n';
    expect(scan(text).entries.map(({ path, scalar }) => [path[0], scalar])).toEqual([
      ["a", null],
      ["b", "c: d e: f"],
      ["i", "j"],
    ]);
  });

  it("accepts dashes in the column of their key", () => {
    const paths = scan("steps:\n- id: a\n  tool: t\n- id: b\ntimeout: 3\n").entries.map(({ path }) => path.join("."));
    expect(paths).toEqual(["steps", "steps.0", "steps.0.id", "steps.0.tool", "steps.1", "steps.1.id", "timeout"]);
  });

  it("marks values where they stand", () => {
    const entry = scan(CHAIN).entries.find(({ path }) => path.join(".") === "steps.1.tool");
    expect(entry && CHAIN.slice(entry.valueFrom, entry.valueTo)).toBe("flow");
  });
});

describe("placeAt", () => {
  it.each([
    ["na|", "key", "", "na"],
    ["name: De|", "value", "name", "De"],
    ["name:|", "none", "", ""],
    ["steps:\n  - id: a\n    to|", "key", "steps.0", "to"],
    ["steps:\n  - id: a\n    |", "key", "steps.0", ""],
    ["steps:\n  - id: a\n    parameters:\n      |", "key", "steps.0.parameters", ""],
    ["steps:\n  - id: a\n    parameters:\n    |", "key", "steps.0", ""],
    ["steps:\n  - to|", "item", "steps.0", "to"],
    ["steps:\n  - |", "item", "steps.0", ""],
    ["steps:\n  - id: a\n  - id: b\n    depends_on:\n      - a|", "item", "steps.1.depends_on.0", "a"],
    ["steps:\n  - depends_on: [a, |", "item", "steps.0.depends_on.1", ""],
    ["steps:\n  - depends_on: [a, b|", "item", "steps.0.depends_on.1", "b"],
    ["steps:\n  - retry: { max_attempts: 3, ji|", "key", "steps.0.retry", "ji"],
    ["steps:\n  - retry: { jitter: t|", "value", "steps.0.retry.jitter", "t"],
    ["share: { files: true }\nst|", "key", "", "st"],
    ["steps:\n  - id: a\nti|", "key", "", "ti"],
    ["# a com|", "none", "", ""],
  ])("%j", (text, kind, path, word) => {
    const place = at(text);
    expect({ kind: place.kind, path: place.path }).toEqual({ kind, path: kind === "none" ? expect.anything() : path });
    if (kind !== "none") expect(place.word).toBe(word);
  });

  it("knows quotes, over several lines and in JSON", () => {
    expect(at('a: "x {{ pa|')).toMatchObject({ kind: "value", path: "a", word: "x {{ pa", quote: '"' });
    expect(at('{ "steps": [ { "to|')).toMatchObject({ kind: "key", path: "steps.0", word: "to", quote: '"' });
    expect(at('{ "steps": [ { "tool": "ht|')).toMatchObject({ kind: "value", path: "steps.0.tool", word: "ht" });
    expect(at('{ "steps": [ { "tool": \'x\' }, |')).toMatchObject({ kind: "item", path: "steps.1" });
  });

  it("stays inside of a block of text until the line is less deep", () => {
    expect(at("a:\n  b: >\n    {{ x|")).toMatchObject({ kind: "value", path: "a.b" });
    expect(at("a:\n  b: >\n    x\n  |")).toMatchObject({ kind: "key", path: "a" });
  });
});
