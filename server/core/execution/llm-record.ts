/**
 * What an orchestrated step writes down of its conversation: the `data` of lines of its log, so that pages can show each
 * message and call. Long texts and values are cut; `cut` is how many characters there were.
 */
import { z } from "zod";

const turn = z.int().min(0).describe("From 1; 0 is what the model was given before it said anything.");
const cut = z.int().optional().describe("Characters before it was shortened.");
const tool = z.string().describe("`tool.operation`, or what the model called instead.");
const call = z.string().describe("Joins a call with its result, within a turn.");

const problem = z.object({
  path: z.string().describe("Where in the answer, such as `picks[1].saving`; empty for all of it."),
  wanted: z.string(),
  got: z.string(),
});

const limits = z.object({
  turns: z.number(),
  tool_calls: z.number(),
  tokens: z.number(),
  time: z.number().describe("Seconds."),
  cost: z.number().nullable().describe("US dollars."),
});

export const llmRecord = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("llm.message"),
    turn,
    /** task: what is to be done. model: what it said. correction: why its answer was sent back. */
    role: z.enum(["task", "model", "correction"]),
    text: z.string(),
    cut,
    duration_ms: z.int().optional(),
    tokens: z.int().optional().describe("Written in this answer."),
  }),
  z.object({ kind: z.literal("llm.tool_call"), turn, call, tool, arguments: z.json(), cut }),
  z.object({
    kind: z.literal("llm.tool_result"),
    turn,
    call,
    tool,
    ok: z.boolean(),
    result: z.json().describe("The result, or the reason of the failure as text."),
    duration_ms: z.int(),
    cut,
  }),
  z.object({ kind: z.literal("llm.refused"), turn, call, tool, arguments: z.json(), reason: z.string(), cut }),
  z.object({
    kind: z.literal("llm.usage"),
    turn,
    platform: z.string(),
    model: z.string(),
    turns: z.int(),
    tool_calls: z.int(),
    corrections: z.int(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    /** The endpoint did not say how many tokens there were. */
    estimated: z.boolean(),
    cost: z.number().nullable().describe("US dollars; null: the model has no price."),
    time_ms: z.int(),
    limits,
  }),
  z.object({
    kind: z.literal("llm.result"),
    turn,
    fits: z.boolean(),
    problems: z.array(problem),
    /** How often an answer was sent back so far, and how often it may be. */
    corrections: z.int(),
    max_corrections: z.int(),
  }),
]);

export type LlmRecord = z.output<typeof llmRecord>;
export type LlmProblem = z.output<typeof problem>;

/** The record in the data of a line of the log; null when it is an ordinary line. */
export function readLlmRecord(data: unknown): LlmRecord | null {
  const kind = typeof data === "object" && data !== null && "kind" in data ? data.kind : null;
  if (typeof kind !== "string" || !kind.startsWith("llm.")) return null;
  const parsed = llmRecord.safeParse(data);
  return parsed.success ? parsed.data : null;
}
