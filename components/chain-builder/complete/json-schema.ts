import type { Path } from "../text/place";

/** The part of JSON Schema that our generated schemas use. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  maxLength?: number;
  minProperties?: number;
  maxProperties?: number;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

/** A schema with the document that its references point into. */
export interface Located {
  schema: JsonSchema;
  root: JsonSchema;
}

const DEEPEST_REFERENCE = 20;

/** The alternatives of a schema: references followed, unions taken apart. */
export function branches({ schema, root }: Located, depth = 0): Located[] {
  if (depth > DEEPEST_REFERENCE) return [];
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    const target = schema.$ref === "#" ? root : root.$defs?.[name];
    return target ? branches({ schema: target, root }, depth + 1) : [];
  }
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const own = parts.length === 0 || schema.properties ? [{ schema, root }] : [];
  return [...own, ...parts.flatMap((part) => branches({ schema: part, root }, depth + 1))];
}

/** What may stand at a path below a schema. */
export function descend(from: Located, path: Path): Located[] {
  let here = branches(from);
  for (const part of path) {
    here = here.flatMap(({ schema, root }) => {
      const inner = typeof part === "number" ? schema.items : propertyOf(schema, part);
      return inner ? branches({ schema: inner, root }) : [];
    });
  }
  return here;
}

function propertyOf(schema: JsonSchema, key: string): JsonSchema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** The words that a schema lists and that do something: no old spellings in capitals, nothing that is not built yet. */
export function wordsOf(schema: JsonSchema): string[] {
  const words = (schema.enum ?? (schema.const === undefined ? [] : [schema.const])).map(String);
  const [, later = ""] = /([\w ,]+?) (?:is|are) not supported yet/.exec(schema.description ?? "") ?? [];
  const unbuilt = new Set(later.match(/\w+/g));
  return words.filter((word) => {
    const old = word !== word.toLowerCase() && words.includes(word.toLowerCase());
    return !old && !unbuilt.has(word);
  });
}

/** The type in words, for people: `text`, `list of text`, `GET, POST`. */
export function typeWords(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) {
    const words = wordsOf(schema);
    return words.length > 12 ? "text" : words.join(", ");
  }
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return [...new Set(union.map(typeWords))].join(" or ");
  if (schema.type === undefined) return "any value";
  if (schema.type === "array" && schema.items) return `list of ${typeWords(schema.items)}`;
  return [schema.type]
    .flat()
    .map((type) => WORDS[type] ?? type)
    .join(" or ");
}

const WORDS: Record<string, string> = {
  string: "text",
  integer: "whole number",
  boolean: "true or false",
  array: "list",
};

/** The limits of a number in words, "1 to 20"; null: none worth telling. */
export function rangeWords({ minimum, exclusiveMinimum, maximum }: JsonSchema): string | null {
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (exclusiveMinimum !== undefined) return `above ${exclusiveMinimum}${most === undefined ? "" : `, up to ${most}`}`;
  if (minimum !== undefined && most !== undefined) return `${minimum} to ${most}`;
  if (minimum !== undefined && minimum > 0) return `at least ${minimum}`;
  return most === undefined ? null : `at most ${most}`;
}
