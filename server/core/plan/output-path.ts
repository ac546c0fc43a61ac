import type { z } from "zod";
import { alternatives, keysAt, kindOf, under } from "../validation/schema-walk";

/** A part of a path that surely does not exist in any result that fits the schema. */
export interface WrongPart {
  /** Index in the path. */
  at: number;
  known: string[];
}

/**
 * Checks a path into a result against the operation's output schema. Only what is certain is reported: wherever the
 * schema leaves something open, everything below is fine.
 */
export function wrongPart(schema: z.ZodType, path: readonly (string | number | null)[]): WrongPart | null {
  let current: z.ZodType[] = [schema];
  for (const [at, part] of path.entries()) {
    if (part === "size" || part === "length") return null;
    const kinds = current.flatMap((one) => alternatives(one, "output").map(kindOf));
    const key = part === null || part === "first" || part === "last" ? 0 : part;
    if (part === null && !kinds.every((kind) => kind === "array")) return null;
    if (kinds.includes("string") && (typeof key === "number" || /^\d+$/.test(key))) return null;
    const next: z.ZodType[] = [];
    for (const one of current) {
      const inside = under(one, key, "output") ?? null;
      if (inside === null) return null;
      next.push(...inside);
    }
    if (next.length === 0) return { at, known: current.flatMap((one) => keysAt(one, [], "output")) };
    current = next;
  }
  return null;
}
