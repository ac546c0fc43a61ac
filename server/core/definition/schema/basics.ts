import { z } from "zod";
import { EDGE_CONDITIONS, ERROR_POLICIES, type ErrorPolicy } from "../../plan/plan";

/** Longest time span that a definition may name, in seconds: 30 days. */
export const MAX_SECONDS = 30 * 24 * 3600;

export const stepId = z
  .string()
  .max(100)
  .regex(/^[a-z0-9_-]+$/, { error: "may only have the letters a to z in lower case, digits, - and _" });

export const outputKey = z
  .string()
  .max(100)
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, { error: "must start with a letter and may only have letters, digits, - and _" });

export const shortName = z.string().max(200).regex(/\S/, { error: "must not be empty" });
export const longText = z.string().max(20_000);

export const seconds = z.number().positive().max(MAX_SECONDS);

/** Also accepted in capitals, as the classic form writes them. */
const capitals = ERROR_POLICIES.map((policy) => policy.toUpperCase());
export const POLICY_WORDS =
  "What a failure does: stop the execution, continue without the result, retry, let the alternative stand in, or roll back what was done.";
export const errorPolicy = z.enum([...ERROR_POLICIES, ...capitals]).describe(POLICY_WORDS);

export const toPolicy = (written: string): ErrorPolicy | undefined =>
  ERROR_POLICIES.find((policy) => policy === written.toLowerCase());

export const RETRY_WORDS =
  "How often and when a failed attempt is repeated. Only errors marked retryable are repeated.";
export const retry = z
  .strictObject({
    max_attempts: z.int().min(1).max(100).optional().describe("All attempts together, the first included. Default 3."),
    initial_delay: z
      .number()
      .min(0)
      .max(MAX_SECONDS)
      .optional()
      .describe("Seconds before the second attempt. Default 1."),
    backoff_factor: z.number().min(1).max(100).optional().describe("Each wait is this many times the last. Default 2."),
    max_delay: z.number().min(0).max(MAX_SECONDS).optional().describe("No wait is longer, in seconds. Default 60."),
    jitter: z.boolean().optional().describe("Draw each wait between 0 and the delay. Default false."),
  })
  .describe(RETRY_WORDS);

export const dependency = z.union([
  z.string().min(1),
  z.strictObject({ step: z.string().min(1), on: z.enum(EDGE_CONDITIONS).optional() }),
]);

/** A condition is an expression; `true` and `false` are expressions too. */
export const condition = z.union([z.string().min(1).max(5000), z.boolean()]);
