import { expect, test } from "vitest";
import { parse } from "yaml";
import { fillIn } from "./fill-in";

const SOURCE = `# A comment that stays.
name: Shop watch
params:
  url: { type: string, default: "http://old" } # where
  limit:
    type: number
  words: { type: array, default: [a, b] }
steps:
  - id: a
    tool: http
    operation: request
    parameters: { url: "{{ params.url }}", headers: { x: "{{ secrets.key }}", y: "{{ secrets.key_two }}" } }
`;

test("only the places that are filled in change", () => {
  const text = fillIn(SOURCE, {
    name: "Mine: and more",
    defaults: { url: "http://new", limit: 3, words: ["c"] },
    secrets: { key: "my_key" },
  });
  expect(text).toBe(
    SOURCE.replace("name: Shop watch", 'name: "Mine: and more"')
      .replace('"http://old"', '"http://new"')
      .replace("    type: number", "    default: 3\n    type: number")
      .replace("[a, b]", '["c"]')
      .replace("secrets.key }}", "secrets.my_key }}"),
  );
});

test("what says the same already stays as it is written", () => {
  const same = { name: "Shop watch", defaults: { url: "http://old", words: ["a", "b"] }, secrets: { key: "key" } };
  expect(fillIn(SOURCE, same)).toBe(SOURCE);
});

test("secrets can be swapped", () => {
  expect(fillIn("{{ secrets.a }} {{ secrets.b }}", { secrets: { a: "b", b: "a" } })).toBe(
    "{{ secrets.b }} {{ secrets.a }}",
  );
});

test.each([
  '{"name":"A","params":{"p":{"type":"string"},"q":{}}}',
  "name: A\nparams: { p: { type: string }, q: {} }\n",
])("a flow map gets a default: %s", (source) => {
  const text = fillIn(source, { name: "B c", defaults: { p: 'say "hi", {x}', q: 1 } });
  if (source.startsWith("{")) JSON.parse(text);
  const p = { type: "string", default: 'say "hi", {x}' };
  expect(parse(text)).toEqual({ name: "B c", params: { p, q: { default: 1 } } });
});

test("a parameter that is not there is left alone", () => {
  expect(fillIn(SOURCE, { defaults: { other: 1 } })).toBe(SOURCE);
});
