import { z } from "zod";
import { allowedTools, LIMIT_DEFAULTS, limits, outputSchema } from "../../core/definition/schema/agent";
import { describeAs } from "../tool";

export const llmTaskDescription = describeAs({
  tool: "llm",
  operation: "task",
  summary: "Hand a task and its data to a language model.",
  description: `What an orchestrated step does. The model may call the operations of \`allowed_tools\` and nothing else; what it calls beside them is
refused, recorded, and reaches nothing. Its last word is the result: text, or the value that \`output_schema\` asks for.
An answer that does not fit is sent back twice, then the step fails. Every message and call is in the log of the step.
Without limits of its own an attempt has ${LIMIT_DEFAULTS.turns} turns, ${LIMIT_DEFAULTS.tool_calls} calls, ${LIMIT_DEFAULTS.tokens} tokens and ${LIMIT_DEFAULTS.time} s.
When the server has no model, the step fails and says how to configure one; a step with only a task and its data makes a plain report of them.`,
  example: `id: brief
tool: llm
operation: task
parameters:
  task: Sum up the weather in two sentences.
  data: { high: 21, low: 12 }
`,
  input: z.strictObject({
    task: z.string().min(1).max(20_000).describe("What to do."),
    data: z.record(z.string(), z.unknown()).default({}).describe("What the task is about."),
    model: z
      .union([
        z.string(),
        z.object({
          platform: z.string().optional().describe("Who serves it; the usual endpoint of the server by default."),
          type: z.string().optional().describe("Name of the model."),
        }),
      ])
      .nullable()
      .default(null)
      .describe("Which model: its name, or platform and type; the server's own by default."),
    allowed_tools: allowedTools.optional(),
    output_schema: outputSchema.optional(),
    limits: limits.optional(),
  }),
  output: z.unknown().describe("The answer: text, or what output_schema asks for."),
});
