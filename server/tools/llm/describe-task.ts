import { z } from "zod";
import { describeAs } from "../tool";

export const llmTaskDescription = describeAs({
  tool: "llm",
  operation: "task",
  summary: "Hand a task and its data to a language model.",
  description: `What an orchestrated step does. The answer is the model's text. When the server has no model, the result is a plain report made of
the task and the data, and the log says so.`,
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
      .object({
        platform: z.string().optional().describe("Who serves it; the server's own endpoint by default."),
        type: z.string().optional().describe("Name of the model."),
      })
      .nullable()
      .default(null)
      .describe("Which model; the server's own by default."),
  }),
  output: z.unknown().describe("The answer as text."),
});
