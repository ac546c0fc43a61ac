import { Context, type Liquid, type Output, type Template, toValueSync } from "liquidjs";
import type { JsonObject, JsonValue } from "../json";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import { quoteTemplate, TemplateError } from "./template-error";

/** Runs parsed templates against a context and puts what goes wrong into words. */
export type Scope = Record<string, JsonValue>;

/**
 * The context as templates get it: without prototype at the top (below, only own properties are read), and with
 * `errors.<step>` as null for steps that did not fail, so that conditions can ask for any of them.
 */
export function scopeOf(context: JsonObject, read: readonly { path: (string | number | null)[] }[]): Scope {
  const scope: Scope = Object.assign(Object.create(null), context);
  const errors: JsonObject = Object.assign(Object.create(null), isObject(context.errors) ? context.errors : {});
  for (const { path } of read) {
    const [root, step] = path;
    if (root === "errors" && typeof step === "string" && !Object.hasOwn(errors, step)) errors[step] = null;
  }
  if (isObject(context.errors)) scope.errors = errors;
  return scope;
}

/** The value of one output, with its type. */
export function evaluateOutput(liquid: Liquid, output: Output, scope: Scope, lenient = false): unknown {
  const context = new Context(scope, liquid.options, { sync: true }, { liquid });
  return toValueSync(output.value.value(context, lenient));
}

/** The text of a template. */
export const evaluateText = (liquid: Liquid, parts: Template[], scope: Scope): string =>
  String(liquid.renderSync(parts, scope));

/** Runs `work` and turns whatever it throws into a TemplateError about `template`. */
export function explained<Result>(template: string, scope: Scope, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof TemplateError ? error : explain(template, scope, error);
  }
}

function explain(template: string, scope: Scope, error: unknown): TemplateError {
  const inner = innermost(error);
  if (inner instanceof TemplateError) return inner;
  const quoted = quoteTemplate(template);
  const unknown = /undefined variable: ([^\n]+?)(?:, line:\d+, col:\d+)?$/m.exec(inner.message)?.[1];
  if (unknown !== undefined) return unknownName(template, scope, unknown);
  const short = inner.message.replace(/, (file:.*, )?line:\d+, col:\d+[\s\S]*$/, "");
  const limited = /limit exceeded/.test(short);
  const problem = limited ? "it takes too much time or memory. Use less data, or a step that transforms it" : short;
  return new TemplateError(`The template "${quoted}" failed: ${problem}.`, { template, cause: error });
}

function innermost(error: unknown): Error {
  let current = error;
  while (current instanceof Error) {
    const next = (current as { originalError?: unknown }).originalError ?? current.cause;
    if (!(next instanceof Error) || next.message === "") break;
    if (current.message.startsWith("undefined variable") && !(next instanceof TemplateError)) break;
    current = next;
  }
  return current instanceof Error ? current : new Error(String(current));
}

/** Names what exists where the unknown name was looked for. */
export function unknownName(template: string, scope: Scope, unknown: string): TemplateError {
  const parts = unknown.split(".");
  const name = parts.pop() ?? unknown;
  const parent = parts.reduce<unknown>((value, part) => ownValue(value, part), scope);
  const existing = namesOf(parent);
  const suggestion = nearest(name, existing);
  const where = parts.length === 0 ? "" : ` in \`${parts.join(".")}\``;
  const exist = existing.length === 0 ? "Nothing is there." : `These exist: ${listNames(existing)}.`;
  const message = `The template "${quoteTemplate(template)}" names \`${unknown}\`, but there is no "${name}"${where}. ${exist}${didYouMean(suggestion)}`;
  return new TemplateError(message, { template, unknown, existing, suggestion });
}

function namesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [`0 to ${value.length - 1}`, "size", "first", "last"];
  return isObject(value) ? Object.keys(value) : [];
}

const ownValue = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
