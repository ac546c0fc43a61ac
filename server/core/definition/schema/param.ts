import { z } from "zod";

const PARAM_TYPES = ["string", "number", "integer", "boolean", "array", "object"] as const;

/** One parameter of a chain, in the words of JSON Schema. */
export const param = z.strictObject({
  type: z.enum(PARAM_TYPES).describe("What kind of value it takes."),
  required: z.boolean().optional().describe("A run must give it. Default false."),
  default: z.json().optional().describe("The value when a run gives none."),
  title: z.string().max(200).optional().describe("Label in the run form. Default the name."),
  description: z.string().max(2000).optional().describe("Hint in the run form."),
  enum: z.array(z.json()).min(1).max(500).optional().describe("The only values that are allowed."),
  minimum: z.number().optional().describe("Smallest number."),
  maximum: z.number().optional().describe("Largest number."),
  minLength: z.int().min(0).optional().describe("Fewest characters."),
  maxLength: z.int().min(0).optional().describe("Most characters."),
  pattern: z.string().max(500).optional().describe("Regular expression that a text must match."),
});

export type ParamDefinition = z.output<typeof param>;

export const paramName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, { error: "must start with a letter and may only have letters, digits, - and _" });
