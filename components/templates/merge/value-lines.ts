import { parse, stringify } from "yaml";
import type { JsonValue } from "@/server/core/json";
import type { Maybe, MergePlace } from "@/server/core/merge/merge-values";

/** A value of a place as the lines that would stand in the definition; none: it is not there. */
export function valueLines({ path, stepId }: Pick<MergePlace, "path" | "stepId">, value: Maybe): string[] {
  if (value === undefined) return [];
  const key = path.at(-1);
  const order = stepId === null && key === "steps" && path.length === 1;
  return linesOf(order || key === undefined ? value : { [key]: value });
}

export interface DiffLine {
  sign: "+" | "−" | " ";
  line: string;
}

/** Lines against those before: what went away first, then what there is. */
export function diffLines(before: readonly string[], now: readonly string[]): DiffLine[] {
  return [
    ...before.filter((line) => !now.includes(line)).map((line): DiffLine => ({ sign: "−", line })),
    ...now.map((line): DiffLine => ({ sign: before.includes(line) ? " " : "+", line })),
  ];
}

/** A value as text to edit. */
export const valueText = (value: Maybe): string => (value === undefined ? "" : linesOf(value).join("\n"));

export type ReadValue = { ok: true; value: Maybe } | { ok: false; problem: string };

/** The other way round. Nothing takes the place out. */
export function readValue(text: string): ReadValue {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: plain(parse(text, { maxAliasCount: 100 })) };
  } catch (error) {
    const [reason = "it cannot be read"] = (error instanceof Error ? error.message : "").split("\n");
    return { ok: false, problem: `This is no YAML yet: ${reason}` };
  }
}

const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value ?? null)) as JsonValue;

const linesOf = (value: JsonValue): string[] => stringify(value, { lineWidth: 0 }).replace(/\n$/, "").split("\n");
