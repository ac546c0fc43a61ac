import { Liquid, Output, type Template } from "liquidjs";
import type { JsonValue } from "../json";
import { checkLength, isTemplate, parseTemplate } from "./engine";
import { Remembered } from "./remembered";

/** A path that a template reads: names and indexes; a nested list stands for a part that is computed. */
export interface Reference {
  path: (string | number | null)[];
  /** As it can be found in the template's text. */
  text: string;
}

/** Names and indexes; a nested list is a computed part. */
type Segments = (string | number | Segments)[];

const analyser = new Liquid();

/** All paths from the context that a template reads. @throws TemplateError when it cannot be read. */
export function references(template: string): Reference[] {
  return isTemplate(template) ? found.of(template) : [];
}

const found = new Remembered((template) => {
  checkLength(template);
  return plainReferences(template) ?? analyse(parseTemplate(template));
});

const PLAIN_OUTPUT = /\{\{ ?([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*|\[\d+\])*) ?\}\}/g;
const LITERALS = new Set(["true", "false", "nil", "null", "empty", "blank", "not", "and", "or", "contains"]);

/** Most templates only name paths: those need no parser. Null for anything more. */
function plainReferences(template: string): Reference[] | null {
  const found = new Map<string, Reference>();
  const rest = template.replace(PLAIN_OUTPUT, (_, text: string) => {
    const path = text.split(/[.[]/).map((part) => (part.endsWith("]") ? Number(part.slice(0, -1)) : part));
    if (!found.has(text)) found.set(text, { path, text });
    return "";
  });
  const isPlain = !isTemplate(rest) && ![...found.keys()].some((text) => LITERALS.has(text) || text.endsWith("-"));
  return isPlain ? [...found.values()] : null;
}

/** All paths that a condition (an expression without braces) reads. @throws TemplateError */
export function conditionReferences(expression: string): Reference[] {
  return foundInConditions.of(expression);
}

const foundInConditions = new Remembered((expression) => analyse(parseCondition(expression)));

/** A condition as a template of one output. @throws TemplateError */
export function parseCondition(expression: string): Template[] {
  return parseTemplate(conditionTemplate(expression));
}

/** Braces around a condition are accepted: they are what people write. */
export function conditionTemplate(expression: string): string {
  const trimmed = expression.trim();
  const inner = /^\{\{-?((?:(?!\{\{|\}\})[\s\S])*?)-?\}\}$/.exec(trimmed)?.[1];
  return `{{ ${(inner ?? trimmed).trim()} }}`;
}

/** Whether parsed parts are exactly one output: then the value keeps its type. */
export const singleOutput = (parts: readonly Template[]): Output | null =>
  parts.length === 1 && parts[0] instanceof Output ? parts[0] : null;

function analyse(parsed: Template[]): Reference[] {
  return analyser.globalVariableSegmentsSync(parsed).map((segments) => ({
    path: segments.map((segment) => (Array.isArray(segment) ? null : segment)),
    text: textOf(segments),
  }));
}

/** The leading names as people write them, up to the first computed part. */
function textOf(segments: Segments): string {
  let text = "";
  for (const segment of segments) {
    if (Array.isArray(segment)) break;
    if (typeof segment === "number") text += `[${segment}]`;
    else text += text === "" ? segment : `.${segment}`;
  }
  return text;
}

/** Calls `visit` for every text of a value, with its path. */
export function eachText(
  value: JsonValue,
  path: (string | number)[],
  visit: (text: string, path: (string | number)[]) => void,
): void {
  if (typeof value === "string") visit(value, path);
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) eachText(item, [...path, index], visit);
  else if (typeof value === "object" && value !== null) {
    for (const [key, inside] of Object.entries(value)) eachText(inside, [...path, key], visit);
  }
}
