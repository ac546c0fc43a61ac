import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../json";
import { evaluateCondition, renderValue } from "./render";
import { TemplateError } from "./template-error";

const context: JsonObject = {
  weather: { days: [{ high: 1.5, sky: "clear" }, { high: 21 }], city: "Bern", none: null, empty: [], text: "" },
  "get-weather": { days: 3 },
  task_results: { "task-0": { result: { product: "laptop" } } },
  start_time: "2025-05-04T05:00:00Z",
  skipped: null,
  errors: { broken: { code: "tool_error", message: "It broke" } },
  zero: 0,
  yes: true,
};

function failure(work: () => unknown): TemplateError {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error("No error");
}

describe("a text that is one expression keeps the type of its value", () => {
  test.each<[string, JsonValue]>([
    ["{{ weather.days }}", [{ high: 1.5, sky: "clear" }, { high: 21 }]],
    ["{{weather.days[0].high}}", 1.5],
    ["{{ weather.days.0.high }}", 1.5],
    ["{{ weather['days'][1]['high'] }}", 21],
    ["{{ get-weather.days }}", 3],
    ["{{ task_results.task-0.result.product }}", "laptop"],
    ["{{ weather.none }}", null],
    ["{{ yes }}", true],
    ["{{ weather.days.size }}", 2],
    ["{{ weather.days | size | plus: 1 }}", 3],
    ["{{ weather.days | map: 'high' }}", [1.5, 21]],
    ["{{ weather.days | last }}", { high: 21 }],
    ["{{ weather.days.size > 1 }}", true],
    ["{{ weather.snow | default: 'none' }}", "none"],
    ["{{ weather.empty | default: 7 }}", 7],
    ["{{ weather | json }}", JSON.stringify(context.weather)],
    ["{{ skipped.anything }}", null],
    ["{{ errors.other }}", null],
    ["{{ errors.broken.code }}", "tool_error"],
    [" {{ zero }}\n", 0],
  ])("%s", (template, value) => {
    expect(renderValue(template, context)).toEqual(value);
  });
});

describe("longer texts", () => {
  test.each([
    ["In {{ weather.city }}: {{ weather.days[0].high }} degrees", "In Bern: 1.5 degrees"],
    ["{{ weather.city }}{{ weather.none }}", "Bern"],
    ["{{ start_time | date: '%d.%m.%Y %H:%M' }} UTC", "04.05.2025 05:00 UTC"],
    ["{{ weather.city | upcase | append: '!' }} ok", "BERN! ok"],
    ["all: {{ weather.days | map: 'high' | join: ', ' }}", "all: 1.5, 21"],
    ["{% if weather.days.size > 1 %}many{% else %}few{% endif %}", "many"],
    ["{% assign n = weather.days | size %}n={{ n }}", "n=2"],
    ['{ "json": 1 } { x } {}', '{ "json": 1 } { x } {}'],
    ["as text: {{ weather.days | json }}", `as text: ${JSON.stringify((context.weather as JsonObject).days)}`],
  ])("%s", (template, text) => {
    expect(renderValue(template, context)).toBe(text);
  });

  test("are rendered anywhere inside a value, and the rest stays as it is", () => {
    const value = { list: ["{{ zero }}", 1, null, { deep: "{{ weather.city }}!" }], flag: false };
    expect(renderValue(value, context)).toEqual({ list: [0, 1, null, { deep: "Bern!" }], flag: false });
  });

  test("refuse lists and mappings without json", () => {
    expect(failure(() => renderValue("days: {{ weather.days }}", context)).message).toMatch(
      /A list cannot be part.*\| json/,
    );
    expect(failure(() => renderValue("{% if yes %}{{ weather }}{% endif %}", context)).message).toMatch(/A mapping/);
  });
});

describe("what does not exist", () => {
  test("is an error with the names that exist and the nearest one", () => {
    const error = failure(() => renderValue("{{ wether.days }}", context));
    expect(error.message).toContain('there is no "wether"');
    expect(error.message).toContain('"weather"');
    expect(error.details).toMatchObject({ unknown: "wether", suggestion: "weather" });
    expect(error.details.existing).toContain("get-weather");
  });

  test("is placed where it was looked for", () => {
    const error = failure(() => renderValue("on {{ weather.days[0].hihg }}", context));
    expect(error.message).toContain('no "hihg" in `weather.days.0`');
    expect(error.details.suggestion).toBe("high");
  });

  test.each(["{{ x | nofilter }}", "{% for a in b %}{% endfor %}", "{% include 'x' %}", "{{ x | sample }}"])(
    "%s is refused",
    (template) => {
      expect(failure(() => renderValue(template, { x: 1, b: [1] })).message).toMatch(/there is no (filter|tag)/);
    },
  );

  test.each(["{{ }}", "{{ a b }}", "{{ zero > }}", "{{ weather", "{% if yes %}", "{{ 1 2 }}"])(
    "%s cannot be read",
    (template) => {
      expect(() => renderValue(template, context)).toThrow(TemplateError);
    },
  );

  test("results that are no values are errors", () => {
    expect(failure(() => renderValue("{{ 1 | divided_by: 0 }}", context)).message).toMatch(/gives no number/);
    expect(failure(() => renderValue("{{ empty }}", context)).message).toMatch(/nothing that can be passed on/);
  });
});

describe("prototypes are out of reach", () => {
  test.each([
    "{{ constructor }}",
    "{{ __proto__ }}",
    "{{ weather.constructor }}",
    "{{ weather.__proto__ }}",
    "{{ weather.city.constructor }}",
    "{{ weather.days.map }}",
    "{{ toString }}",
    "{{ errors.toString | default: 'no' | append: '' }}",
  ])("%s", (template) => {
    let value: JsonValue = "no";
    try {
      value = renderValue(template, context);
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
    }
    expect(value).toBe("no");
  });
});

describe("hostile templates end in an error", () => {
  const spaces = `${" ".repeat(900_000)}x`;
  test.each<[string, string, JsonObject]>([
    ["doubling", `{% assign a = 'aaaaaaaaaa' %}${"{% assign a = a | append: a %}".repeat(40)}{{ a }}`, {}],
    ["wide dates", "{{ 'now' | date: '%100000000d' }}", {}],
    ["ranges", "{{ (1..100000000) | join: ',' }}", {}],
    ["length", `{{ '${"a".repeat(25_000)}' }}`, {}],
    ["many outputs", "{{ list | first }}".repeat(60_000), { list: [1] }],
    ["many names", Array.from({ length: 5_000 }, (_, n) => `{{ a${n} }}`).join(""), {}],
    ["nested tags", `${"{% if true %}".repeat(1200)}${"{% endif %}".repeat(1200)}`, {}],
    ["brackets", `{{ ${"a[".repeat(5000)} }}`, { a: 1 }],
    ["growing texts", `{{ s${" | append: s".repeat(1500)} }}`, { s: "x".repeat(5000) }],
  ])("%s", (_title, template, data) => {
    expect(() => renderValue(template, data)).toThrow(TemplateError);
  });

  test("trimming stays linear", () => {
    expect(renderValue("{{ s | rstrip | size }}", { s: spaces })).toBe(900_001);
    expect(renderValue("{{ s | lstrip }}", { s: spaces })).toBe("x");
  });

  test("deep parameters", () => {
    let value: JsonValue = "x";
    for (let depth = 0; depth < 100; depth++) value = [value];
    const deep = value;
    expect(() => renderValue(deep, {})).toThrow(/nested deeper/);
  });
});

describe("conditions", () => {
  test.each<[string, boolean]>([
    ["weather.days.size > 1", true],
    ["weather.days[0].high >= 2", false],
    ["weather.days[0].sky == 'clear' and yes", true],
    ["weather.city contains 'er'", true],
    ["not yes", false],
    ["weather.none", false],
    ["weather.missing", false],
    ["weather.missing.deep == 3", false],
    ["weather.missing == nil", true],
    ["zero", true],
    ["weather.text", true],
    ["weather.empty", true],
    ["weather.empty == empty", true],
    ["weather.text == blank", true],
    ["skipped", false],
    ["skipped.days.size > 3", false],
    ["errors.other", false],
    ["errors.broken.code == 'tool_error'", true],
    ["errors.other.code == 'tool_error'", false],
    ["true", true],
    ["false", false],
    ["{{ weather.days.size > 1 }}", true],
    ["get-weather.days == 3", true],
  ])("%s is %s", (expression, holds) => {
    expect(evaluateCondition(expression, context)).toBe(holds);
  });

  test.each(["missing", "missing == nil", "yes and", "", "yes }} {{ yes", "yes %} x", "1 2"])(
    "%j is an error",
    (expression) => {
      expect(() => evaluateCondition(expression, context)).toThrow(TemplateError);
    },
  );
});

test("any plain value comes through one expression unchanged, and any text without braces too", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, text) => {
      const given = JSON.parse(JSON.stringify(value)) as JsonValue;
      expect(renderValue("{{ value }}", { value: given })).toEqual(given);
      if (!text.includes("{")) expect(renderValue(text, {})).toBe(text);
    }),
  );
});

test("no text does more than throw a TemplateError", () => {
  const piece = fc.constantFrom(
    "{{",
    "}}",
    "{%",
    "%}",
    "|",
    "[",
    "]",
    ".",
    "a",
    "'",
    '"',
    " ",
    "if",
    "assign",
    "=",
    "(",
    "..",
    ")",
    ":",
    "-",
    "1",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const run of [
        () => renderValue(pieces.join(""), { a: 1 }),
        () => evaluateCondition(pieces.join(""), { a: 1 }),
      ]) {
        try {
          run();
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("a parameter that has the name of the prototype stays a parameter", () => {
  const parameters = JSON.parse('{"__proto__": {"admin": "{{ who }}"}, "a": 1}');
  const rendered = renderValue(parameters, { who: "me" }) as JsonObject;
  expect(JSON.stringify(rendered)).toBe('{"__proto__":{"admin":"me"},"a":1}');
  expect(Object.getPrototypeOf(rendered)).toBe(Object.prototype);
  expect((rendered as { admin?: unknown }).admin).toBeUndefined();
});
