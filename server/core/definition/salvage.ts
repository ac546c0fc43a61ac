import type { z } from "zod";
import { type Complaint, complaints } from "../validation/explain";

/** What could be understood of an object in which something is wrong. */
export interface Salvage<Value> {
  value: Partial<Value>;
  complaints: Complaint[];
  /** Keys that were wrong and left out, or meant by a misspelt key: later checks do not judge what they never saw. */
  dropped: ReadonlySet<string>;
}

/**
 * Checks an object and keeps what is right of it, so that one wrong key does not hide what is wrong elsewhere.
 * Keys with null mean nothing and are left out quietly, except `depends_on`, where nothing and `[]` differ.
 */
export function salvage<Schema extends z.ZodObject>(schema: Schema, data: unknown): Salvage<z.output<Schema>> {
  const given = withoutNulls(data, schema);
  const whole = schema.safeParse(given);
  if (whole.success) return { value: whole.data as Partial<z.output<Schema>>, complaints: [], dropped: new Set() };
  const found = complaints(schema, given);
  const dropped = new Set(found.flatMap((complaint) => keysConcerned(complaint, given)));
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return { value: {}, complaints: found, dropped };
  const kept = Object.fromEntries(Object.entries(given).filter(([key]) => !dropped.has(key)));
  const parsed = partialOf(schema).safeParse(kept);
  return { value: (parsed.success ? parsed.data : {}) as Partial<z.output<Schema>>, complaints: found, dropped };
}

/** The key that is wrong; for a misspelt one also the key that was meant, unless that is there too. */
function keysConcerned({ path, onKey, suggestion }: Complaint, given: unknown): string[] {
  const [key] = path;
  if (typeof key !== "string") return [];
  const isMisspelt = onKey && path.length === 1 && suggestion !== undefined;
  return isMisspelt && !Object.hasOwn(Object(given), suggestion) ? [key, suggestion] : [key];
}

function withoutNulls(data: unknown, schema: z.ZodObject): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  const means = ([key, value]: [string, unknown]) =>
    value !== null || key === "depends_on" || !Object.hasOwn(schema.shape, key);
  return Object.fromEntries(Object.entries(data).filter(means));
}

const partials = new WeakMap<z.ZodObject, z.ZodObject>();

/** The schema without required keys, made once: making one costs more than using it. */
function partialOf(schema: z.ZodObject): z.ZodObject {
  const made = partials.get(schema) ?? schema.partial();
  partials.set(schema, made);
  return made;
}
