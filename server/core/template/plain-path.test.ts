import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine, parseTemplate } from "./engine";
import { evaluateOutput, scopeOf } from "./evaluate";
import { plainPathValue } from "./plain-path";
import { singleOutput } from "./references";

const context = {
  a: { b: { c: 1 }, list: [{ x: 1 }], none: null, text: "t", size: 3, yes: true },
  "with-dash": 1,
  errors: { a: { code: "x" } },
};
const engine = createEngine();

function byLanguage(template: string): unknown {
  const output = singleOutput(parseTemplate(template, engine));
  return output === null ? undefined : evaluateOutput(engine, output, scopeOf(context, []));
}

test("a value that is read directly is the one that the template language gives", () => {
  const name = fc.constantFrom("a", "b", "c", "list", "none", "text", "size", "yes", "first", "x", "errors", "true");
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.constantFrom(" ", ""), (names, space) => {
      const template = `{{${space}${names.join(".")}${space}}}`;
      const direct = plainPathValue(template, context);
      if (direct !== undefined) expect(direct).toEqual(byLanguage(template));
    }),
  );
});

test("what is no path through mappings, or is not there, is left to the language", () => {
  for (const template of [
    "{{ a.list.size }}",
    "{{ a.list[0] }}",
    "{{ a.b | json }}",
    "x {{ a.b }}",
    "{{ nothing }}",
    "{{ a.zz }}",
  ]) {
    expect(plainPathValue(template, context)).toBeUndefined();
  }
  expect(plainPathValue("{{ a.none }}", context)).toBeNull();
  expect(plainPathValue("{{ toString }}", context)).toBeUndefined();
});
