import { z } from "zod";
import { condition, MAX_SECONDS } from "./basics";

/** More ways than a person can keep apart; also a bound for the compiler. */
const MAX_CASES = 50;
export const MAX_ITEMS = 10_000;
export const MAX_ITERATIONS = 10_000;

/** The ways out of a step. */
export const next = z
  .array(
    z.strictObject({
      when: condition
        .optional()
        .describe(
          "Liquid expression without braces, which also sees the step's own result. Only the last may lack it.",
        ),
      goto: z.string().min(1).max(200).describe("Id of the step to go to; end: the execution ends here, as succeeded."),
    }),
  )
  .min(1)
  .max(MAX_CASES)
  .describe(
    `Ways out of the step, up to ${MAX_CASES}: the first whose condition holds is taken. Default all steps below may run.`,
  );

export const repeat = z
  .strictObject({
    until: condition
      .optional()
      .describe("Liquid expression without braces; sees the step's result and iteration. Default exactly max times."),
    max: z.int().min(1).max(MAX_ITERATIONS).optional().describe("Most iterations, up to 10000. Default 1000."),
    every: z.number().min(0).max(MAX_SECONDS).optional().describe("Seconds between two iterations. Default 0."),
    backoff_factor: z.number().min(1).max(100).optional().describe("Each wait is this many times the last. Default 1."),
    max_every: z
      .number()
      .min(0)
      .max(MAX_SECONDS)
      .optional()
      .describe("No wait is longer, in seconds. Default 30 days."),
  })
  .describe("Run again until a condition holds; the result is the last one. Needs until or max.");

export const forEach = z
  .union([z.string().min(1).max(5000), z.array(z.json()).max(MAX_ITEMS)])
  .describe(
    "A list, or one {{ expression }} that gives one, up to 10000 items. The step runs for each; the result is the list of results.",
  );
