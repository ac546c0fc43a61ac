import { z } from "zod";
import { errorPolicy, longText, POLICY_WORDS, RETRY_WORDS, retry, seconds, shortName } from "./basics";
import { concurrency } from "./concurrency";
import { chainHooks } from "./hooks";
import { param, paramName } from "./param";
import { schedule } from "./schedule";
import { step } from "./step";

/** More steps than a person can keep apart; also a bound for the compiler. */
export const MAX_STEPS = 2000;

/** Everything of a chain but its steps, which are checked one by one. */
export const chainShell = z.strictObject({
  name: shortName.describe("For people; up to 200 characters."),
  description: longText.optional().describe("For people."),
  tags: z.array(z.string().min(1).max(50)).max(20).optional().describe("To find the chain by."),
  params: z.record(paramName, param).optional().describe("What a run asks for; templates see it as params.<name>."),
  schedule: schedule.optional(),
  error_policy: errorPolicy.optional().describe(`${POLICY_WORDS} Default stop.`),
  retry: retry.optional().describe(`${RETRY_WORDS} For steps without their own.`),
  retry_config: retry.optional().describe("Other name of retry."),
  timeout: seconds.optional().describe("Seconds for the whole execution, from its first step on. Default no limit."),
  share: z
    .strictObject({
      browser_session: z
        .boolean()
        .optional()
        .describe("All browser steps go on in one session: page, cookies, storage, tabs. Default false."),
      files: z.boolean().optional().describe("A step sees the files of the steps before it. Default false."),
    })
    .optional()
    .describe("What the steps of one execution have in common."),
  concurrency: concurrency.optional(),
  on_crash: z
    .enum(["resume", "fail"])
    .optional()
    .describe("When the server ended in the middle: go on, or end as failed. Default resume."),
  hooks: chainHooks.optional(),
  order: z
    .enum(["list", "auto"])
    .optional()
    .describe(
      "list: a step follows the one above it. auto: only depends_on and the results that a step reads say what comes before it. Default list.",
    ),
  steps: z.array(z.unknown()).min(1).max(MAX_STEPS).describe("What the chain does."),
});

/** The whole format, for editors. */
export const chain = chainShell.extend({
  steps: z.array(step).min(1).max(MAX_STEPS).describe(`What the chain does: 1 to ${MAX_STEPS} steps.`),
});

export type ChainSource = z.output<typeof chain>;
