import type { z } from "zod";
import type { JsonObject, JsonValue } from "../core/json";
import type { BrowserState, StepError, StepIo } from "../engine/ports";
import type { ExecutionFiles } from "./files/execution-files";

/** What an operation gets beside its input. */
export interface ToolContext extends StepIo {
  executionId: string;
  stepId: string;
  attempt: number;
  /** Send it as `Idempotency-Key` wherever the other side may understand it. */
  idempotencyKey: string;
  userId: string | null;
  /** Of an item of a loop: its index. */
  item: number | null;
  share: { browserSession: boolean; files: boolean };
  /** Whether the following steps go on from what this one does to a shared browser. */
  passesBrowser: boolean;
  browser: BrowserState | null;
  /** Of a call within a step: how the step's calls before it left a browser that belongs to the step alone. */
  ownBrowser?: BrowserState;
  files: ExecutionFiles;
}

export type ToolResult<Output> =
  | { status: "succeeded"; output: Output; browser?: BrowserState }
  | { status: "waiting"; until: number; message: string; output: Output }
  /** Waits for a person; the answer, checked against the prompt, is the output. */
  | { status: "asking"; until: number | null; message: string; prompt: JsonObject };

/** An expected failure of a tool. Anything else that is thrown counts as a defect and is not retried. */
export class ToolError extends Error {
  constructor(
    message: string,
    readonly options: {
      retryable: boolean;
      /** Default `tool_error`. */
      code?: StepError["code"];
      details?: { [key: string]: JsonValue };
      browser?: BrowserState;
    },
  ) {
    super(message);
    this.name = "ToolError";
  }
}

/** One callable thing: documentation, editor help and checks are generated from it. */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  tool: string;
  operation: string;
  /** One sentence in the imperative. */
  summary: string;
  /** Markdown for people: what it does, limits, an example. */
  description: string;
  /** A YAML step that works as it stands. */
  example: string;
  input: Input;
  output: Output;
  run(input: z.output<Input>, context: ToolContext): Promise<ToolResult<z.output<Output>>>;
}

/** What is known of an operation without anything to run it: enough for checks, documentation and editors. */
export type OperationDescription<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = Omit<
  Operation<Input, Output>,
  "run"
>;

/** Keeps the schemas' types while a description is written down. */
export const describeAs = <Input extends z.ZodType, Output extends z.ZodType>(
  description: OperationDescription<Input, Output>,
): OperationDescription<Input, Output> => description;

/** A description and the work behind it. */
export function implement<Input extends z.ZodType, Output extends z.ZodType>(
  description: OperationDescription<Input, Output>,
  run: Operation<Input, Output>["run"],
): Operation<Input, Output> {
  return { ...description, run };
}
