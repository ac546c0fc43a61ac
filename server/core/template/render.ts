import type { JsonObject, JsonValue } from "../json";
import { createEngine, isTemplate, parseTemplate } from "./engine";
import { evaluateOutput, evaluateText, explained, scopeOf, unknownName } from "./evaluate";
import { plainPathValue } from "./plain-path";
import { conditionReferences, conditionTemplate, references, singleOutput } from "./references";
import { quoteTemplate, TemplateError } from "./template-error";

export const MAX_DEPTH = 64;
/** Characters of all rendered texts of one value together. */
export const MAX_OUTPUT = 5_000_000;

const values = createEngine();
const texts = createEngine(textPart);

/**
 * Fills in the templates anywhere inside a value. A text that is exactly one `{{ expression }}` becomes the expression's
 * value with its type; in a longer text, lists and mappings need `| json`. Nothing of the context is changed.
 * @throws TemplateError
 */
export function renderValue(value: JsonValue, context: JsonObject): JsonValue {
  let room = MAX_OUTPUT;
  const render = (inner: JsonValue, depth: number): JsonValue => {
    if (depth > MAX_DEPTH)
      throw new TemplateError(`The parameters are nested deeper than ${MAX_DEPTH} levels.`, { template: "" });
    if (typeof inner === "string") {
      const rendered = renderText(inner, context);
      if (typeof rendered === "string") room -= rendered.length;
      if (room < 0) throw new TemplateError("The rendered parameters are larger than 5 MB.", { template: inner });
      return rendered;
    }
    if (Array.isArray(inner)) return inner.map((item) => render(item, depth + 1));
    if (typeof inner !== "object" || inner === null) return inner;
    const rendered: JsonObject = {};
    for (const key of Object.keys(inner)) define(rendered, key, render(inner[key] as JsonValue, depth + 1));
    return rendered;
  };
  return render(value, 0);
}

/** Also a key that would name the prototype is nothing but a key. */
function define(object: JsonObject, key: string, value: JsonValue): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}

function renderText(template: string, context: JsonObject): JsonValue {
  if (!isTemplate(template)) return template;
  const direct = plainPathValue(template, context);
  if (direct !== undefined) return direct;
  const scope = scopeOf(context, references(template));
  const only = singleOutput(parseTemplate(template.trim(), values));
  return explained(template, scope, () => {
    if (only !== null) return plain(evaluateOutput(values, only, scope), template);
    return evaluateText(texts, parseTemplate(template, texts), scope);
  });
}

/**
 * Whether a condition holds: a Liquid expression without braces. Only `false` and null are false; everything else is
 * true, also 0, the empty text and the empty list (compare: `list.size > 0`). Its first names must exist; what lies below
 * them may be missing and counts as null. `and` and `or` are evaluated from right to left, there are no parentheses.
 * @throws TemplateError
 */
export function evaluateCondition(expression: string, context: JsonObject): boolean {
  const template = conditionTemplate(expression);
  const read = conditionReferences(expression);
  const scope = scopeOf(context, read);
  for (const { path } of read) {
    const root = String(path[0]);
    if (!Object.hasOwn(scope, root)) throw unknownName(expression, scope, root);
  }
  const output = singleOutput(parseTemplate(template, values));
  if (output === null)
    throw new TemplateError(`"${quoteTemplate(expression)}" is no condition.`, { template: expression });
  const value = explained(expression, scope, () => evaluateOutput(values, output, scope, true));
  return value !== false && value !== undefined && value !== null;
}

/** What a value looks like inside a longer text. */
function textPart(value: unknown): string {
  const simple = plain(value, "");
  if (simple === null) return "";
  if (typeof simple !== "object") return String(simple);
  const kind = Array.isArray(simple) ? "A list" : "A mapping";
  throw new TemplateError(`${kind} cannot be part of a text as it is: use \`| json\`, or name one of its values.`, {
    template: "",
  });
}

/** Filters may give what JSON does not have. */
function plain(value: unknown, template: string): JsonValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (Number.isFinite(value)) return value;
    throw new TemplateError(
      `The template "${quoteTemplate(template)}" gives no number: a value in it is no number, or it divides by 0.`,
      { template },
    );
  }
  if (Array.isArray(value)) return value as JsonValue[];
  if (typeof value === "object" && isPlain(value)) return value as JsonObject;
  throw new TemplateError(`The template "${quoteTemplate(template)}" gives nothing that can be passed on.`, {
    template,
  });
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
