import fc from "fast-check";
import { expect, test } from "vitest";
import { references } from "./references";
import { normalizeSingleBraces } from "./single-braces";

const known = new Set(["weather", "get-weather", "params"]);

test.each([
  ["{weather}", "{{ weather }}"],
  ["{weather.days.0.high}", "{{ weather.days[0].high }}"],
  ["{weather.days[0].high}", "{{ weather.days[0].high }}"],
  ["{weather.0.1}", "{{ weather[0][1] }}"],
  ["{get-weather.task-0}", "{{ get-weather.task-0 }}"],
  ["It is {weather.city} in {params.base_url}.", "It is {{ weather.city }} in {{ params.base_url }}."],
  ["{unknown}", "{unknown}"],
  ['{"weather": 1}', '{"weather": 1}'],
  ["{ weather }", "{ weather }"],
  ["{{ weather }} {weather}", "{{ weather }} {{ weather }}"],
  ["{{ '{weather}' }}", "{{ '{weather}' }}"],
  ["{% if weather %}{weather}{% endif %}", "{% if weather %}{{ weather }}{% endif %}"],
  ["a{3} {weather", "a{3} {weather"],
  ["{weather}}", "{{ weather }}}"],
  ["{{weather", "{{weather"],
  ["", ""],
])("%s becomes %s", (text, normalized) => {
  expect(normalizeSingleBraces(text, known)).toBe(normalized);
});

test("a flood of braces takes no time", () => {
  expect(normalizeSingleBraces("{{".repeat(200_000), known)).toHaveLength(400_000);
  expect(normalizeSingleBraces("{weather".repeat(50_000), known)).toHaveLength(400_000);
});

test("references name every path that a template reads", () => {
  const paths = (template: string) => references(template).map(({ path }) => path);
  expect(paths("{{ a.b[0].c-d | default: e.f }}")).toEqual([
    ["a", "b", 0, "c-d"],
    ["e", "f"],
  ]);
  expect(paths("{{ a[b.c].d }}")).toEqual([
    ["a", null, "d"],
    ["b", "c"],
  ]);
  expect(paths("{% assign x = a.b %}{{ x }}{% if c %}{% endif %}")).toEqual([["a", "b"], ["c"]]);
  expect(paths("no template")).toEqual([]);
});

test("paths that need no parser are read as the parser reads them", () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,6}$/);
  const path = fc.tuple(
    name,
    fc.array(
      fc.oneof(
        name.map((part) => `.${part}`),
        fc.nat(20).map((at) => `[${at}]`),
      ),
      { maxLength: 4 },
    ),
  );
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: 3 }), (paths) => {
      const texts = paths.map(([root, rest]) => root + rest.join(""));
      const fast = references(texts.map((text) => `a {{ ${text} }} b`).join(""));
      // A filter sends the same paths through the parser.
      const parsed = references(texts.map((text) => `a {{ ${text} | upcase }} b`).join(""));
      const sorted = (some: typeof fast) => some.map((one) => JSON.stringify(one.path)).sort();
      expect(sorted(fast)).toEqual(sorted(parsed));
    }),
  );
});
