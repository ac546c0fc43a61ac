import { z } from "zod";

/** What an orchestrated step may use up in one attempt. Amounts; time in seconds, cost in US dollars. */
export interface AgentLimits {
  turns: number;
  tool_calls: number;
  tokens: number;
  time: number;
}

/** Holds where a step says nothing. There is no default for cost, because prices are the operator's to name. */
export const LIMIT_DEFAULTS: AgentLimits = { turns: 20, tool_calls: 50, tokens: 200_000, time: 300 };

/** No step may ask for more. */
export const LIMIT_MAXIMA: AgentLimits & { cost: number } = {
  turns: 200,
  tool_calls: 1000,
  tokens: 10_000_000,
  time: 86_400,
  cost: 1000,
};

const amount = (key: "turns" | "tool_calls" | "tokens", what: string) =>
  z
    .int()
    .min(1)
    .max(LIMIT_MAXIMA[key])
    .optional()
    .describe(`${what}, up to ${LIMIT_MAXIMA[key]}. Default ${LIMIT_DEFAULTS[key]}.`);

export const limits = z
  .strictObject({
    turns: amount("turns", "Answers of the model"),
    tool_calls: amount("tool_calls", "Calls of tools"),
    tokens: amount("tokens", "Tokens read and written"),
    time: z
      .number()
      .positive()
      .max(LIMIT_MAXIMA.time)
      .optional()
      .describe(`Seconds, up to ${LIMIT_MAXIMA.time}. Default ${LIMIT_DEFAULTS.time}.`),
    cost: z
      .number()
      .positive()
      .max(LIMIT_MAXIMA.cost)
      .optional()
      .describe("US dollars, by the prices that the operator named for the model. Default no limit."),
  })
  .describe("What one attempt of an orchestrated step may use up.");

export const allowedTools = z
  .array(z.string().min(1).max(200))
  .max(100)
  .describe(
    "What the LLM of an orchestrated step may call: tool.operation, or tool for all operations of it. Default nothing.",
  );

export const outputSchema = z
  .record(z.string(), z.json())
  .describe(
    "JSON Schema that the answer of an orchestrated step must fit; the result is that value. Default any text.",
  );

const modelName = z.string().min(1).max(200);

export const model = z.union([
  modelName,
  z.strictObject({
    platform: z.string().min(1).max(100).describe("Who serves the model, by the name that the operator gave."),
    type: modelName.describe("Name of the model."),
  }),
]);
