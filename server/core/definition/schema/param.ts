import { z } from "zod";

const PARAM_TYPES = ["string", "number", "integer", "boolean", "array", "object"] as const;

/** One parameter of a chain, in the words of JSON Schema. */
export const param = z.strictObject({
  type: z.enum(PARAM_TYPES),
  required: z.boolean().optional(),
  default: z.json().optional(),
  title: z.string().max(200).optional(),
  description: z.string().max(2000).optional(),
  enum: z.array(z.json()).min(1).max(500).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(0).optional(),
  pattern: z.string().max(500).optional(),
});

export type ParamDefinition = z.output<typeof param>;

export const paramName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, { error: "must start with a letter and may only have letters, digits, - and _" });
