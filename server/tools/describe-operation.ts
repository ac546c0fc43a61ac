import { z } from "zod";
import { operationKey } from "./descriptions";
import type { OperationDescription } from "./tool";

export interface Schema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  additionalProperties?: Schema | boolean;
  minimum?: number;
  maximum?: number;
}

interface Row {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

/** The reference of one operation as Markdown: what it does, its parameters and result as tables, an example. */
export function describeOperation(description: OperationDescription): string {
  const input = z.toJSONSchema(description.input, { io: "input", unrepresentable: "any" }) as Schema;
  const output = z.toJSONSchema(description.output, { io: "output", unrepresentable: "any" }) as Schema;
  return [
    `## ${operationKey(description)}`,
    description.summary,
    description.description,
    "### Parameters",
    table(rowsOf(input, ""), true),
    "### Result",
    output.properties ? table(rowsOf(output, ""), false) : `${typeWords(output)}. ${output.description ?? ""}`.trim(),
    "### Example",
    `\`\`\`yaml\n${description.example.trim()}\n\`\`\``,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function rowsOf(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = `${prefix}${key}`;
    const required = schema.required?.includes(key) === true && property.default === undefined;
    const own: Row = { name, type: typeWords(property), required, description: property.description ?? "" };
    return [own, ...innerRows(property, name)];
  });
}

function innerRows(schema: Schema, name: string): Row[] {
  if (schema.properties) return rowsOf(schema, `${name}.`);
  if (schema.items) return innerRows(schema.items, `${name}[]`);
  const branch = schema.anyOf?.find((one) => one.properties);
  return branch ? rowsOf(branch, `${name}.`) : [];
}

/** What a schema takes, in words. */
export function typeWords(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.length > 12 ? "text" : schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeWords))].join(" or ");
  const words: Record<string, string> = { string: "text", integer: "whole number", array: "list" };
  if (schema.type === "array" && schema.items) return `list of ${typeWords(schema.items)}`;
  if (schema.type === undefined) return "any value";
  return [schema.type]
    .flat()
    .map((type) => words[type] ?? type)
    .join(" or ");
}

function table(rows: Row[], withDefault: boolean): string {
  if (rows.length === 0) return "None.";
  const head = withDefault
    ? "| Name | Type | Required | Meaning |\n| --- | --- | --- | --- |"
    : "| Name | Type | Meaning |\n| --- | --- | --- |";
  const lines = rows.map(({ name, type, required, description }) => {
    const cells = [`\`${name}\``, type, ...(withDefault ? [required ? "yes" : ""] : []), description];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return [head, ...lines].join("\n");
}
