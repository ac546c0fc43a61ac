import { z } from "zod";
import type { CompiledStep } from "./compile-step";

/** What is known of the result of a step. */
export interface StepOutput {
  schema: z.ZodType;
  /** `tool.operation`, for messages. */
  operation: string;
  /** The results of all items of a `for_each`. */
  isList: boolean;
}

const lists = new WeakMap<z.ZodType, z.ZodType>();

/** The result by its operation; a step with `for_each` gives a list of such results. Null when nothing is known. */
export function outputOf(step: CompiledStep | undefined): StepOutput | null {
  if (step === undefined) return null;
  const output = step.body.output();
  const operation = `${step.body.tool}.${step.body.operation}`;
  if (step.loop?.type === "for_each") return { schema: listOf(output ?? ANYTHING), operation, isList: true };
  return output === undefined ? null : { schema: output, operation, isList: false };
}

const ANYTHING = z.unknown();

/** Made once: making a schema costs more than using it. */
function listOf(element: z.ZodType): z.ZodType {
  const made = lists.get(element) ?? z.array(element);
  lists.set(element, made);
  return made;
}
