import { z } from "zod";
import { JOINS } from "../../plan/plan";
import { condition, dependency, errorPolicy, longText, outputKey, retry, seconds, shortName, stepId } from "./basics";

/** A key whose behaviour is not built yet: known, so that its refusal can say so. See `unsupported.ts`. */
const later = z.unknown().optional().describe("Not supported yet.");

const model = z.union([
  z.string().min(1).max(200),
  z.strictObject({ platform: z.string().min(1).max(100), type: z.string().min(1).max(200) }),
]);

export const step = z.strictObject({
  id: stepId.optional().describe("Unique in the chain. Made from the name when absent."),
  name: shortName.optional().describe("For people."),
  description: longText.optional(),
  tool: z.string().min(1).max(100).optional(),
  operation: z.string().min(1).max(100).optional(),
  execution_mode: z.enum(["direct", "orchestrated"]).optional().describe("orchestrated: an LLM does task_description."),
  task_description: longText.optional().describe("What the LLM of an orchestrated step shall do."),
  model: model.optional().describe("The model of an orchestrated step."),
  parameters: z.record(z.string(), z.json()).optional().describe("Values and templates for the operation."),
  output_key: outputKey.optional().describe("Name of the result in templates. Default: the id."),
  depends_on: z.array(dependency).max(500).optional().describe("Default: the step above. [] starts at once."),
  join: z.enum(JOINS).optional().describe("How the ends of the dependencies are joined. Default all_succeeded."),
  when: condition.optional().describe("Liquid expression without braces; when false, the step is skipped."),
  trigger: z.enum(["auto", "manual"]).optional().describe("manual: waits for a person to press Continue."),
  pass: z
    .strictObject({ result: z.boolean().optional(), files: z.boolean().optional(), browser: z.boolean().optional() })
    .optional()
    .describe("What the following steps get. Default: everything."),
  timeout: seconds.optional().describe("Seconds for one attempt."),
  error_policy: errorPolicy.optional(),
  retry: retry.optional(),
  retry_config: retry.optional().describe("Other name of retry."),
  rerun: z
    .enum(["safe", "never"])
    .optional()
    .describe("May it run again when its process died in the middle? Default safe."),
  allowed_tools: later,
  output_schema: later,
  limits: later,
  task: later,
  chain: later,
  next: later,
  next_step_logic: later,
  requires: later,
  total_timeout: later,
  start_timeout: later,
  idle_timeout: later,
  alternative: later,
  compensate: later,
  repeat: later,
  repeat_config: later,
  for_each: later,
  concurrency: later,
  hooks: later,
  type: later,
  action: later,
});

/** A step as written. */
export type StepSource = z.output<typeof step>;
