import { type JsonSchema, rangeWords } from "@/components/chain-builder/complete/json-schema";

/** At the right of a label: what holds when nothing is written, and the limits. */
export function defaultWords(schema: JsonSchema): string {
  const { default: fallback } = schema;
  const isPlain = typeof fallback === "string" || typeof fallback === "number" || typeof fallback === "boolean";
  const range = schema.type === "number" || schema.type === "integer" ? rangeWords(schema) : null;
  const words = isPlain && fallback !== "" ? `default ${fallback}` : "optional";
  return range ? `${words}, ${range}` : words;
}
