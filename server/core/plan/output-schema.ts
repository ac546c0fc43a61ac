/** The JSON Schema of an answer: is it one that can be checked in bounded time, and which paths does it have? */
import { z } from "zod";
import type { JsonObject, JsonValue } from "../json";
import { isTemplate } from "../template/engine";
import { eachText } from "../template/references";
import { patternProblem } from "./params";

const MAX_CHARACTERS = 50_000;
const MAX_DEPTH = 20;
const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"];
/** Keys that hold one schema, a list of schemas, or schemas by name. */
const ONE = ["items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else"];
const MANY = ["anyOf", "oneOf", "allOf", "prefixItems"];
const NAMED = ["properties", "$defs", "definitions", "patternProperties", "dependentSchemas"];

export interface SchemaProblem {
  path: (string | number)[];
  message: string;
}

/** What is wrong with a schema, the first thing only; null when it can be used. */
export function outputSchemaProblem(schema: JsonObject): SchemaProblem | null {
  if (JSON.stringify(schema).length > MAX_CHARACTERS)
    return { path: [], message: `The schema is longer than ${MAX_CHARACTERS} characters. Ask for less.` };
  return problemIn(schema, [], 0) ?? templateProblem(schema);
}

/** A schema says what every run has to give: nothing in it is filled in. */
function templateProblem(schema: JsonObject): SchemaProblem | null {
  let found: SchemaProblem | null = null;
  eachText(schema, [], (text, path) => {
    if (isTemplate(text)) found ??= { path, message: "Templates cannot be used in a schema." };
  });
  return found;
}

function problemIn(schema: JsonValue, path: SchemaProblem["path"], depth: number): SchemaProblem | null {
  if (typeof schema === "boolean" && depth > 0) return null;
  if (!isObject(schema)) return { path, message: "A schema is a mapping, such as { type: string }." };
  if (depth > MAX_DEPTH) return { path, message: `The schema is nested more than ${MAX_DEPTH} deep.` };
  const own = wordProblem(schema, path);
  if (own !== null) return own;
  for (const [key, value] of Object.entries(schema)) {
    for (const [inside, at] of schemasUnder(key, value, path)) {
      const found = problemIn(inside, at, depth + 1);
      if (found !== null) return found;
    }
  }
  return null;
}

function schemasUnder(key: string, value: JsonValue, path: SchemaProblem["path"]): [JsonValue, (string | number)[]][] {
  if (ONE.includes(key)) return [[value, [...path, key]]];
  if (MANY.includes(key) && Array.isArray(value)) return value.map((one, at) => [one, [...path, key, at]]);
  if (NAMED.includes(key) && isObject(value))
    return Object.entries(value).map(([name, one]) => [one, [...path, key, name]]);
  return [];
}

function wordProblem(schema: JsonObject, path: SchemaProblem["path"]): SchemaProblem | null {
  const wrong = (key: string, message: string) => ({ path: [...path, key], message });
  for (const type of [schema.type ?? []].flat())
    if (typeof type !== "string" || !TYPES.includes(type))
      return wrong("type", `${JSON.stringify(type)} is no type. These exist: ${TYPES.join(", ")}.`);
  for (const key of MANY)
    if (schema[key] !== undefined && !Array.isArray(schema[key])) return wrong(key, `\`${key}\` is a list of schemas.`);
  for (const key of NAMED)
    if (schema[key] !== undefined && !isObject(schema[key])) return wrong(key, `\`${key}\` is a mapping of schemas.`);
  const { required, pattern, $ref: ref, patternProperties, enum: choices } = schema;
  if (required !== undefined && !(Array.isArray(required) && required.every((name) => typeof name === "string")))
    return wrong("required", "`required` is a list of names.");
  if (choices !== undefined && !Array.isArray(choices)) return wrong("enum", "`enum` is a list of values.");
  if (ref !== undefined) return wrong("$ref", "`$ref` is not supported here. Write the schema out.");
  if (patternProperties !== undefined)
    return wrong("patternProperties", "`patternProperties` is not supported here. Use `additionalProperties`.");
  const slow = typeof pattern === "string" ? patternProblem(pattern) : null;
  if (slow !== null) return wrong("pattern", slow);
  return null;
}

/**
 * The schema as the compiler reads paths into results. Declared properties are all there are unless
 * `additionalProperties` says otherwise: what nobody asked for, no later step should count on.
 */
export function readableSchema(schema: JsonObject): z.ZodType {
  const known = readable.get(schema);
  if (known !== undefined) return known;
  const made = outputSchemaProblem(schema) === null ? schemaFrom(schema) : z.unknown();
  readable.set(schema, made);
  return made;
}

/** Made once: making a schema costs more than using it. */
const readable = new WeakMap<JsonObject, z.ZodType>();

function schemaFrom(schema: JsonObject): z.ZodType {
  try {
    return z.fromJSONSchema(closed(schema) as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    return z.unknown();
  }
}

function closed(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isClosed = isObject(inner.properties) && inner.additionalProperties === undefined;
  return isClosed ? { ...inner, additionalProperties: false } : inner;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
