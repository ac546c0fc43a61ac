import type { LlmProblem, LlmRecord } from "../../core/execution/llm-record";
import type { JsonObject, JsonValue } from "../../core/json";
import type { ToolContext } from "../tool";
import type { ModelAnswer, ModelCall } from "./ask-model";
import type { Budget } from "./budget";
import type { ToolAnswer } from "./call-tool";
import { asWritten } from "./offered-tools";

/** A record is for people to read: longer texts and values are cut. */
const MAX_CHARACTERS = 8_000;
const MAX_LINE = 200;

interface CallPlace {
  turn: number;
  call: ModelCall;
}

/** Writes the conversation into the log of the step: see `core/execution/llm-record.ts`. */
export class Recorder {
  constructor(private readonly context: ToolContext) {}

  message({ turn, role, text }: { turn: number; role: "task" | "correction"; text: string }): void {
    const line = role === "task" ? "The model was given its task." : "The answer was sent back to the model.";
    this.write(role === "task" ? "info" : "warn", line, { kind: "llm.message", turn, role, ...shortened(text) });
  }

  /** What the model said, and what it used up so far. */
  answer(budget: Budget, { text, calls, usage }: ModelAnswer, durationMs: number): void {
    const tokens = usage.outputTokens === undefined ? {} : { tokens: usage.outputTokens };
    const said =
      text.trim() === "" ? (calls.length === 0 ? "said nothing." : "calls tools.") : `said: ${oneLine(text)}`;
    this.write("info", `The model ${said}`, {
      ...{ kind: "llm.message", turn: budget.turns, role: "model", ...shortened(text) },
      ...{ duration_ms: durationMs, ...tokens },
    });
    const record = budget.record();
    this.write("debug", `${record.turns} turns, ${record.input_tokens + record.output_tokens} tokens.`, record);
  }

  call({ turn, call, key }: CallPlace & { key: string }): void {
    const data = { kind: "llm.tool_call", turn, call: call.id, tool: key, ...argumentsOf(call) } as const;
    this.write("info", `The model calls ${key}.`, data);
  }

  refused({ turn, call, reason }: CallPlace & { reason: string }): void {
    const tool = oneLine(asWritten(call.name));
    const data = { kind: "llm.refused", turn, call: call.id, tool, reason, ...argumentsOf(call) } as const;
    this.write("warn", `Refused: ${reason}`, data);
  }

  toolResult(given: CallPlace & { key: string; outcome: ToolAnswer; durationMs: number }): void {
    const { turn, call, key, outcome, durationMs } = given;
    const { value: result, ...cut } = limited(outcome.result ?? outcome.told);
    this.write(outcome.ok ? "info" : "warn", outcome.ok ? `${key} answered.` : `${key}: ${oneLine(outcome.told)}`, {
      ...{ kind: "llm.tool_result", turn, call: call.id, tool: key, ok: outcome.ok, result, ...cut },
      duration_ms: durationMs,
    });
  }

  result(budget: Budget, problems: readonly LlmProblem[], max: number): void {
    const fits = problems.length === 0;
    this.write(fits ? "info" : "warn", fits ? "The answer fits." : "The answer does not fit.", {
      ...{ kind: "llm.result", turn: budget.turns, fits, problems: [...problems] },
      ...{ corrections: budget.corrections, max_corrections: max },
    });
  }

  private write(level: "debug" | "info" | "warn", line: string, record: LlmRecord): void {
    this.context.log(level, line, record as unknown as JsonObject);
  }
}

const argumentsOf = (call: ModelCall): { arguments: JsonValue; cut?: number } => {
  const { value, ...cut } = limited(call.arguments === null ? call.written : (call.arguments as JsonValue));
  return { arguments: value, ...cut };
};

function shortened(text: string): { text: string; cut?: number } {
  return text.length <= MAX_CHARACTERS ? { text } : { text: text.slice(0, MAX_CHARACTERS), cut: text.length };
}

function limited(value: JsonValue): { value: JsonValue; cut?: number } {
  const text = JSON.stringify(value);
  return text.length <= MAX_CHARACTERS ? { value } : { value: text.slice(0, MAX_CHARACTERS), cut: text.length };
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}...` : line;
};
