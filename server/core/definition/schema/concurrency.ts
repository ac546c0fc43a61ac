import { z } from "zod";
import { CONFLICT_POLICIES } from "../../plan/plan";

const limit = z.int().min(1).max(1000);

export const concurrency = z
  .union([
    limit,
    z.strictObject({
      key: z
        .string()
        .max(1000)
        .optional()
        .describe("Template of params: executions with the same text count together. Default one key for the chain."),
      limit: limit.optional().describe("Executions that go on at a time, 1 to 1000. Default 1."),
      on_conflict: z
        .enum(CONFLICT_POLICIES)
        .optional()
        .describe("What one too many does: join the running one, wait, not run, or cancel what runs. Default queue."),
    }),
  ])
  .describe("How many executions may go on at a time; a number is the limit. Default no limit.");
