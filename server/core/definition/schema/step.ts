import { z } from "zod";
import { JOINS } from "../../plan/plan";
import { allowedTools, limits, model, outputSchema } from "./agent";
import {
  condition,
  dependency,
  errorPolicy,
  longText,
  outputKey,
  POLICY_WORDS,
  RETRY_WORDS,
  retry,
  seconds,
  shortName,
  stepId,
} from "./basics";
import { forEach, next, repeat } from "./flow";
import { stepHooks } from "./hooks";

/** A key whose behaviour is not built yet: known, so that its refusal can say so. See `unsupported.ts`. */
const later = z.unknown().optional().describe("Not supported yet.");

export const step = z.strictObject({
  id: stepId.optional().describe("Unique in the chain: a to z, digits, - and _. Default made from the name."),
  name: shortName.optional().describe("For people. Default the id."),
  description: longText.optional().describe("For people."),
  tool: z.string().min(1).max(100).optional().describe("Which tool does the work."),
  operation: z.string().min(1).max(100).optional().describe("What the tool shall do."),
  execution_mode: z
    .enum(["direct", "orchestrated"])
    .optional()
    .describe("orchestrated: an LLM does task_description. Default direct."),
  task_description: longText.optional().describe("What the LLM of an orchestrated step shall do."),
  model: model.optional().describe("The model of an orchestrated step. Default the server's."),
  parameters: z
    .record(z.string(), z.json())
    .optional()
    .describe("Values and templates for the operation. Default none."),
  output_key: outputKey.optional().describe("Name of the result in templates. Default the id."),
  depends_on: z
    .array(dependency)
    .max(500)
    .optional()
    .describe(
      "Step ids, or { step, on } with on: success, failure or always. [] starts at once. Default the step above, or the steps that go here.",
    ),
  join: z
    .enum(JOINS)
    .optional()
    .describe(
      "How the ends of the dependencies are joined. Default all_succeeded, and none_failed where branches meet again.",
    ),
  when: condition.optional().describe("Liquid expression without braces; when false, the step is skipped."),
  trigger: z
    .enum(["auto", "manual"])
    .optional()
    .describe("manual: waits for a person to press Continue. Default auto."),
  pass: z
    .strictObject({
      result: z.boolean().optional().describe("The result, in templates. Default true."),
      files: z.boolean().optional().describe("Its files. Default true."),
      browser: z.boolean().optional().describe("The page as this step left it. Default true."),
    })
    .optional()
    .describe("What the following steps get."),
  timeout: seconds
    .optional()
    .describe("Seconds for one attempt (with for_each: of one item). Default no limit of its own."),
  error_policy: errorPolicy.optional().describe(`${POLICY_WORDS} Default the chain's.`),
  retry: retry.optional().describe(`${RETRY_WORDS} Default the chain's.`),
  retry_config: retry.optional().describe("Other name of retry."),
  rerun: z
    .enum(["safe", "never"])
    .optional()
    .describe("May it run again when its process died in the middle? Default safe."),
  chain: z
    .string()
    .max(200)
    .regex(/^(?!.*(?:\{\{|\{%)).*\S/, { error: "must be the name or the id of a chain, written out" })
    .optional()
    .describe("Name or id of a chain to run instead of a tool; parameters are its params."),
  next: next.optional(),
  next_step_logic: next.optional().describe("Other name of next."),
  alternative: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Id of the step that stands in when this one has failed. It runs only then."),
  compensate: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Id of the step that undoes this one in a rollback. It runs only then."),
  repeat: repeat.optional(),
  repeat_config: repeat.optional().describe("Other name of repeat."),
  for_each: forEach.optional(),
  concurrency: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe("Items of for_each that run at a time, 1 to 100. Default 1."),
  total_timeout: seconds
    .optional()
    .describe("Seconds for all attempts, iterations and items, with the waits between. Default no limit."),
  start_timeout: seconds
    .optional()
    .describe("Seconds until an attempt must show its first sign of life. Default no limit."),
  idle_timeout: seconds.optional().describe("Seconds that an attempt may go without a sign of life. Default no limit."),
  allowed_tools: allowedTools.optional(),
  output_schema: outputSchema.optional(),
  limits: limits.optional(),
  task: z
    .string()
    .max(200)
    .regex(/^(?!.*(?:\{\{|\{%)).*\S/, { error: "must be the name or the id of a saved task, written out" })
    .optional()
    .describe("Name or id of a saved task to do instead of a tool; parameters go over the task's own."),
  requires: later,
  hooks: stepHooks.optional(),
  type: z.literal("basic").optional().describe("basic: the step does its action."),
  action: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Another way to say what the step does: tool.operation, or the name or id of a saved task."),
});

/** A step as written. */
export type StepSource = z.output<typeof step>;
