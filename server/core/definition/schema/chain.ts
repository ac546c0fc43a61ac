import { z } from "zod";
import { errorPolicy, longText, retry, seconds, shortName } from "./basics";
import { param, paramName } from "./param";
import { schedule } from "./schedule";
import { step } from "./step";

/** More steps than a person can keep apart; also a bound for the compiler. */
export const MAX_STEPS = 2000;

/** Everything of a chain but its steps, which are checked one by one. */
export const chainShell = z.strictObject({
  name: shortName,
  description: longText.optional(),
  tags: z.array(z.string().min(1).max(50)).max(20).optional(),
  params: z.record(paramName, param).optional().describe("What a run asks for; templates see it as params.<name>."),
  schedule: schedule.optional(),
  error_policy: errorPolicy.optional(),
  retry: retry.optional(),
  retry_config: retry.optional().describe("Other name of retry."),
  timeout: seconds.optional().describe("Seconds for the whole execution."),
  share: z
    .strictObject({ browser_session: z.boolean().optional(), files: z.boolean().optional() })
    .optional()
    .describe("What the steps of one execution have in common."),
  concurrency: z.unknown().optional().describe("Not supported yet."),
  on_crash: z.enum(["resume", "fail"]).optional().describe("What happens when the process ended in the middle."),
  hooks: z.unknown().optional().describe("Not supported yet."),
  order: z.enum(["list", "auto"]).optional().describe("auto is not supported yet."),
  steps: z.array(z.unknown()).min(1).max(MAX_STEPS),
});

/** The whole format, for editors. */
export const chain = chainShell.extend({ steps: z.array(step).min(1).max(MAX_STEPS) });

export type ChainSource = z.output<typeof chain>;
