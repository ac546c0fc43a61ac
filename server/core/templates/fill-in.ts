import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import type { JsonObject, JsonValue } from "../json";

/** What somebody says when they make a copy of a template. */
export interface FillIn {
  /** Of the copy. */
  name?: string;
  /** New defaults of parameters. */
  defaults?: JsonObject;
  /** Which of their secrets stands for which of the template's. */
  secrets?: Readonly<Record<string, string>>;
}

/**
 * The text of a copy. Only the places that change are written anew: everything else, with its comments and its layout, stays as the
 * author wrote it, so that later versions merge well.
 */
export function fillIn(source: string, { name, defaults = {}, secrets = {} }: FillIn): string {
  let text = source;
  if (name !== undefined) text = withValue(text, ["name"], name);
  for (const [param, value] of Object.entries(defaults)) text = withValue(text, ["params", param, "default"], value);
  return withSecrets(text, secrets);
}

/** Sets one value; what has it already stays as it is. */
function withValue(text: string, path: readonly string[], value: JsonValue): string {
  const document = parseDocument(text);
  const key = path.at(-1) ?? "";
  const holder = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(holder)) return text;
  const there = document.getIn(path, true);
  if (isScalar(there) || isRanged(there)) {
    const now = isScalar(there) ? there.value : (there as { toJSON(): unknown }).toJSON();
    if (JSON.stringify(now) === JSON.stringify(value)) return text;
    const range = there.range;
    if (!range) return text;
    const old = text.slice(range[0], range[1]);
    return splice(text, range[0], range[1], `${written(text, value)}${old.endsWith("\n") ? "\n" : ""}`);
  }
  return withPair(text, holder, key, value);
}

/** Writes a pair at the front of a map that does not have the key. */
function withPair(text: string, holder: YAMLMap, key: string, value: JsonValue): string {
  const start = holder.range?.[0];
  if (start === undefined || start === null) return text;
  if (holder.flow) {
    const pair = `${text.trimStart().startsWith("{") ? JSON.stringify(key) : key}: ${written(text, value)}`;
    return splice(text, start + 1, start + 1, ` ${pair}${holder.items.length > 0 ? "," : " "}`);
  }
  const first = (holder.items[0] as Pair | undefined)?.key;
  const at = isScalar(first) ? first.range?.[0] : undefined;
  if (at === undefined) return text;
  const indent = " ".repeat(at - (text.lastIndexOf("\n", at - 1) + 1));
  return splice(text, at, at, `${key}: ${written(text, value)}\n${indent}`);
}

/** Plain words stay plain; everything else is written as JSON, which is YAML too. */
function written(text: string, value: JsonValue): string {
  const plain = typeof value === "string" && /^[A-Za-z][A-Za-z0-9]*([ _-][A-Za-z0-9]+)*$/.test(value);
  const word = plain && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return word && !text.trimStart().startsWith("{") ? value : JSON.stringify(value);
}

/** In one go, so that names may be swapped. */
function withSecrets(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\bsecrets\.([A-Za-z0-9_-]+)/g, (whole, name: string) => {
    const other = Object.hasOwn(names, name) ? names[name] : undefined;
    return other === undefined ? whole : `secrets.${other}`;
  });
}

const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

const isRanged = (node: unknown): node is { range?: [number, number, number] | null } =>
  typeof node === "object" && node !== null && "range" in node;
