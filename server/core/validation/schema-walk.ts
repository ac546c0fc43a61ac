import type { z } from "zod";

/**
 * Reads the shape of zod schemas: which keys an object allows, what lies under a key. Used for "did you mean" and for
 * checking paths into results before anything runs. `side` says which face of a transform counts.
 */
export type Side = "input" | "output";

type Def = { type: string } & Record<string, unknown>;
const definitionOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;

const WRAPPERS = new Set([
  "optional",
  "nullable",
  "default",
  "prefault",
  "catch",
  "readonly",
  "nonoptional",
  "success",
]);

/** The schema without optional, default, lazy and the like around it. */
export function unwrap(schema: z.ZodType, side: Side): z.ZodType {
  let current = schema;
  for (let depth = 0; depth < 50; depth++) {
    const def = definitionOf(current);
    if (WRAPPERS.has(def.type)) current = def.innerType as z.ZodType;
    else if (def.type === "lazy") current = (def.getter as () => z.ZodType)();
    else if (def.type === "pipe") current = pipeSide(def, side);
    else return current;
  }
  return current;
}

/** `z.preprocess` has a bare transform as its input: then the other half says what is expected. */
function pipeSide(def: Def, side: Side): z.ZodType {
  const input = def.in as z.ZodType;
  if (side === "output") return def.out as z.ZodType;
  return definitionOf(input).type === "transform" ? (def.out as z.ZodType) : input;
}

/** The alternatives of a union, flattened; a schema that is none is its only alternative. */
export function alternatives(schema: z.ZodType, side: Side): z.ZodType[] {
  const inner = unwrap(schema, side);
  const def = definitionOf(inner);
  if (def.type !== "union") return [inner];
  return (def.options as z.ZodType[]).flatMap((option) => alternatives(option, side));
}

export interface ObjectShape {
  keys: string[];
  shape: Record<string, z.ZodType>;
  /** True when other keys are welcome too. */
  open: boolean;
}

/** What an object schema allows; null for anything else. */
export function objectShape(schema: z.ZodType): ObjectShape | null {
  const def = definitionOf(schema);
  if (def.type !== "object") return null;
  const shape = def.shape as Record<string, z.ZodType>;
  const catchall = def.catchall as z.ZodType | undefined;
  const open = catchall !== undefined && definitionOf(catchall).type !== "never";
  return { keys: Object.keys(shape), shape, open };
}

/** Schemas that a value under `key` may have; null when nothing is known about it, `[]` when the key cannot exist. */
export function under(schema: z.ZodType, key: string | number, side: Side): z.ZodType[] | null {
  const found: z.ZodType[] = [];
  for (const option of alternatives(schema, side)) {
    const inside = underOne(option, key);
    if (inside === null) return null;
    found.push(...inside);
  }
  return found;
}

function underOne(schema: z.ZodType, key: string | number): z.ZodType[] | null {
  const def = definitionOf(schema);
  switch (def.type) {
    case "object": {
      const object = objectShape(schema);
      const child = object !== null && Object.hasOwn(object.shape, key) ? object.shape[key] : undefined;
      if (child !== undefined) return [child];
      return object?.open ? null : [];
    }
    case "array":
      return /^-?\d+$/.test(String(key)) ? [def.element as z.ZodType] : [];
    case "string":
    case "number":
    case "int":
    case "boolean":
    case "null":
    case "undefined":
    case "enum":
    case "literal":
      return [];
    default:
      return null;
  }
}

/** What a schema is, in one word of zod. */
export const kindOf = (schema: z.ZodType): string => definitionOf(schema).type;

/** All object keys that the schema, or any of its alternatives, knows at a path. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[], side: Side): string[] {
  let current: z.ZodType[] = [schema];
  for (const part of path) {
    if (typeof part === "symbol") return [];
    current = current.flatMap((one) => under(one, part, side) ?? valueSchemas(one, side));
  }
  const keys = current.flatMap((one) => alternatives(one, side).flatMap((option) => objectShape(option)?.keys ?? []));
  return [...new Set(keys)];
}

/** What a record holds under any key. */
function valueSchemas(schema: z.ZodType, side: Side): z.ZodType[] {
  return alternatives(schema, side).flatMap((option) => {
    const def = definitionOf(option);
    return def.type === "record" ? [def.valueType as z.ZodType] : [];
  });
}
