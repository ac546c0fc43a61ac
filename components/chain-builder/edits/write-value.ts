import { Document, isCollection, isMap, isPair, isScalar, Scalar, type ToStringOptions } from "yaml";
import type { JsonValue } from "@/server/core/json";
import { isObject } from "./chain-text";

const PLAIN = { lineWidth: 0, doubleQuotedMinMultiLineLength: 1_000_000 } satisfies ToStringOptions;
const FLOW = { ...PLAIN, collectionStyle: "flow" } satisfies ToStringOptions;
const SHORT_LINE = 60;
/** Keys whose mappings are written out even when they are short. */
const LONG_FORM = new Set<unknown>(["parameters", "params", "steps", "actions"]);

/** A value behind `key:` in block style: ` 1`, ` [a, b]`, or lines that begin below; without the last line end. */
export function blockPairValue(key: string, value: JsonValue, indent: number, old: unknown): string {
  const document = new Document({ k: value });
  const node = isMap(document.contents) ? document.contents.get("k", true) : null;
  arrange(node, LONG_FORM.has(key));
  keepQuotes(node, old);
  return shifted(document.toString(PLAIN).slice(2), indent);
}

/** A value behind the dash of a list in block style. */
export function blockItemValue(value: JsonValue, indent: number, old: unknown): string {
  const document = new Document([value]);
  const node = isCollection(document.contents) ? document.contents.get(0, true) : null;
  arrange(node, isObject(value) && Object.keys(value).length > 1);
  keepQuotes(node, old);
  return shifted(document.toString(PLAIN).slice(1), indent);
}

/** A value inside of braces or brackets of YAML, on one line. */
export function flowValue(value: JsonValue, old: unknown): string {
  const document = new Document([value]);
  quoteTemplates(document.contents);
  keepQuotes(isCollection(document.contents) ? document.contents.get(0, true) : null, old);
  return document.toString(FLOW).trim().slice(1, -1).trim();
}

export function flowPair(key: string, value: JsonValue): string {
  const document = new Document({ [key]: value });
  quoteTemplates(document.contents);
  return document.toString(FLOW).trim().slice(1, -1).trim();
}

/** A value of JSON; what does not fit on a line is indented like the line that it begins on. `null`: everything on one line. */
export function jsonValue(value: JsonValue, indent: number | null): string {
  const flat = typeof value !== "object" || value === null || Object.keys(value).length === 0;
  if (indent === null || flat) return JSON.stringify(value);
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${" ".repeat(indent)}`);
}

/** A key as YAML writes it. */
export const blockKey = (key: string): string => new Document({ [key]: 0 }).toString(PLAIN).replace(/: 0\n$/, "");

/** Short lists and mappings stand on one line; a list in long form has its items below each other. */
function arrange(node: unknown, long: boolean): void {
  quoteTemplates(node);
  if (!isCollection(node)) return;
  if (!long && isFlat(node, FLAT_DEPTH)) {
    node.flow = true;
    const line = new Document(node.toJSON()).toString(FLOW).trim();
    if (line.length <= SHORT_LINE && !line.includes("\n")) return;
    node.flow = false;
  }
  for (const item of node.items) {
    if (isPair(item)) arrange(item.value, isScalar(item.key) && LONG_FORM.has(item.key.value));
    else arrange(item, long);
  }
}

/** Templates stand in double quotes everywhere, as people write them: braces mean something else to YAML. */
function quoteTemplates(node: unknown): void {
  if (isScalar(node) && typeof node.value === "string" && /^[^"\\\n]*\{\{[^"\\\n]*$/.test(node.value)) {
    node.type = Scalar.QUOTE_DOUBLE;
  }
  if (isCollection(node)) for (const item of node.items) quoteTemplates(isPair(item) ? item.value : item);
}

const FLAT_DEPTH = 2;

const isFlat = (node: unknown, depth: number): boolean =>
  isScalar(node) ||
  (isCollection(node) && depth > 0 && node.items.every((item) => isFlat(isPair(item) ? item.value : item, depth - 1)));

/** A changed text keeps its kind of quotes. */
function keepQuotes(node: unknown, old: unknown): void {
  if (!isScalar(node) || !isScalar(old) || typeof node.value !== "string" || typeof old.value !== "string") return;
  const quoted = old.type === Scalar.QUOTE_DOUBLE || old.type === Scalar.QUOTE_SINGLE;
  if (quoted && !node.value.includes("\n")) node.type = old.type;
}

function shifted(written: string, indent: number): string {
  return written.replace(/\n$/, "").replace(/\n(?=[^\n])/g, `\n${" ".repeat(indent)}`);
}
