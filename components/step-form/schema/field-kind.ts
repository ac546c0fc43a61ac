import { branches, type JsonSchema, type Located, wordsOf } from "@/components/chain-builder/complete/json-schema";
import type { JsonValue } from "@/server/core/json";

/** One of several shapes that a value can have. */
export interface Variant {
  title: string;
  schema: JsonSchema;
}

/** Which control fits a schema. */
export type FieldKind =
  | { kind: "text"; long: boolean }
  | { kind: "number"; whole: boolean }
  | { kind: "switch" }
  | { kind: "choice"; options: string[] }
  | { kind: "object"; schema: JsonSchema }
  /** A mapping with exactly one of its keys, such as an action of a browser. */
  | { kind: "one-key"; schema: JsonSchema }
  | { kind: "record"; item: JsonSchema }
  | { kind: "list"; item: JsonSchema }
  | { kind: "union"; variants: Variant[] }
  | { kind: "any" };

const LONG_KEYS = /(^|_)(body|content|task|question|text|prompt|message|description)$/;
const LONG_FROM = 1000;
/** A union of more kinds of plain values than this takes anything. */
const ANY_FROM = 4;

/** The control for a schema; what is not known is `any`, which takes every value. */
export function fieldKind(at: Located, key: string): FieldKind {
  const all = branches(at).filter(({ schema }) => schema.type !== "null");
  if (all.length > 1 && all.length < ANY_FROM) {
    const variants = all.map(({ schema }) => ({ title: titleOf(schema), schema }));
    if (new Set(variants.map(({ title }) => title)).size === variants.length) return { kind: "union", variants };
  }
  const schema = all.length === 1 ? all[0]?.schema : undefined;
  return schema ? plainKind(schema, key) : { kind: "any" };
}

function plainKind(schema: JsonSchema, key: string): FieldKind {
  if (schema.enum) return { kind: "choice", options: wordsOf(schema) };
  const type = Array.isArray(schema.type) && schema.type.length === 1 ? schema.type[0] : schema.type;
  switch (type) {
    case "string":
      return { kind: "text", long: LONG_KEYS.test(key) || (key !== "url" && (schema.maxLength ?? 0) > LONG_FROM) };
    case "number":
    case "integer":
      return { kind: "number", whole: type === "integer" };
    case "boolean":
      return { kind: "switch" };
    case "array":
      return { kind: "list", item: schema.items ?? {} };
    case "object":
      if (schema.properties && schema.maxProperties === 1) return { kind: "one-key", schema };
      if (schema.properties) return { kind: "object", schema };
      return {
        kind: "record",
        item: typeof schema.additionalProperties === "object" ? schema.additionalProperties : {},
      };
    default:
      return { kind: "any" };
  }
}

const TITLES: Record<string, string> = {
  string: "Text",
  integer: "Number",
  number: "Number",
  boolean: "Yes or no",
  array: "List",
};

function titleOf(schema: JsonSchema): string {
  if (schema.properties) return "Fields";
  if (schema.type === "object") return "Names and values";
  return TITLES[String(schema.type)] ?? "Value";
}

/** The variant that a value belongs to; the first one for a value that is not there. */
export function variantOf(variants: readonly Variant[], value: JsonValue | undefined): number {
  if (value === undefined) return 0;
  const type = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  const index = variants.findIndex(({ schema }) => {
    const types = [schema.type].flat();
    return types.includes(type) || (type === "number" && types.includes("integer"));
  });
  return Math.max(index, 0);
}

/** What a new value of a schema begins as. */
export function emptyValue(at: Located, key: string): JsonValue {
  const kind = fieldKind(at, key);
  switch (kind.kind) {
    case "number":
      return at.schema.minimum ?? 0;
    case "switch":
      return false;
    case "choice":
      return kind.options[0] ?? "";
    case "one-key": {
      const [first] = Object.entries(kind.schema.properties ?? {});
      return first ? { [first[0]]: emptyValue({ schema: first[1], root: at.root }, first[0]) } : {};
    }
    case "object":
    case "record":
      return {};
    case "list":
      return [];
    case "union": {
      const [first] = kind.variants;
      return first ? emptyValue({ schema: first.schema, root: at.root }, key) : "";
    }
    default:
      return "";
  }
}
