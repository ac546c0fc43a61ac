/**
 * The conversation of one attempt: ask, call what the model may call, tell it what came of that, until it says its last
 * word or its budget is spent. Our own loop and not the SDK's, because every call has to pass the list, the budget and the
 * record before anything happens. Nothing of it outlives the process: after a crash it begins again.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { ModelMessage } from "ai";
import type { LlmProblem } from "../../core/execution/llm-record";
import type { JsonObject, JsonValue } from "../../core/json";
import type { BrowserState } from "../../engine/ports";
import { type ToolContext, ToolError } from "../tool";
import { correctionText, readAnswer } from "./answer";
import { askModel, type ModelAnswer, type ModelCall } from "./ask-model";
import type { Budget } from "./budget";
import type { CallTool } from "./call-tool";
import { askedToWaitMs, askFailure } from "./failure";
import { asWritten, type OfferedTools } from "./offered-tools";
import type { ChosenModel } from "./platforms";
import { Recorder } from "./recorder";

/** How often an answer that does not fit is sent back. */
export const MAX_CORRECTIONS = 2;
const MAX_WAITS = 3;
const MAX_WAIT_MS = 30_000;

export interface ConversationParts {
  chosen: ChosenModel;
  fetch: typeof globalThis.fetch;
  offered: OfferedTools;
  callTool: CallTool;
  budget: Budget;
  context: ToolContext;
  system: string;
  prompt: string;
  schema: JsonObject | null;
}

export class Conversation {
  private readonly messages: ModelMessage[];
  private readonly recorder: Recorder;
  private waits = 0;
  /** The shared browser as the last call left it. */
  private browser: BrowserState | undefined;

  constructor(private readonly parts: ConversationParts) {
    this.messages = [{ role: "user", content: parts.prompt }];
    this.recorder = new Recorder(parts.context);
  }

  /** @throws ToolError, or the reason of the abort. */
  async run(): Promise<{ output: JsonValue; browser: BrowserState | undefined }> {
    this.recorder.message({ turn: 0, role: "task", text: this.parts.prompt });
    try {
      return { output: await this.untilAnswered(), browser: this.browser };
    } catch (error) {
      if (!(error instanceof ToolError) || this.browser === undefined) throw error;
      throw new ToolError(error.message, { ...error.options, browser: this.browser });
    }
  }

  private async untilAnswered(): Promise<JsonValue> {
    const { budget, schema } = this.parts;
    for (;;) {
      this.insist(budget.spent());
      const answer = await this.ask();
      if (answer.calls.length > 0) {
        await this.callAll(answer);
        continue;
      }
      const read = answer.finishReason === "length" ? CUT_OFF : readAnswer(answer.text, schema);
      const problems = "value" in read ? [] : read.problems;
      this.recorder.result(budget, problems, MAX_CORRECTIONS);
      if ("value" in read) return read.value;
      this.sendBack(answer, problems);
    }
  }

  private async ask(): Promise<ModelAnswer> {
    const { chosen, budget, context, offered, schema, system, fetch } = this.parts;
    const startedAt = performance.now();
    for (;;) {
      try {
        const answer = await askModel({
          ...{ chosen, fetch, system, messages: this.messages, tools: offered.set, schema },
          ...{ tokensLeft: budget.tokensLeft, signal: context.signal },
        });
        budget.add(answer.usage);
        context.heartbeat();
        this.recorder.answer(budget, answer, Math.round(performance.now() - startedAt));
        if (answer.finishReason === "content-filter")
          throw new ToolError(`The platform "${chosen.platform.name}" withheld the answer by its content filter.`, {
            retryable: false,
          });
        return answer;
      } catch (error) {
        if (context.signal.aborted) throw context.signal.reason;
        if (error instanceof ToolError) throw error;
        await this.waitIfAsked(error);
      }
    }
  }

  /** A busy endpoint that says when to come back is asked again then: nothing of the conversation is lost. */
  private async waitIfAsked(error: unknown): Promise<void> {
    const { context, chosen } = this.parts;
    const ms = askedToWaitMs(error);
    if (ms === null || ms > MAX_WAIT_MS || this.waits >= MAX_WAITS) throw askFailure(error, chosen);
    this.waits += 1;
    context.log("warn", `The model ${chosen.model.name} is busy: it is asked again in ${Math.ceil(ms / 1000)} s.`);
    await wait(ms, undefined, { signal: context.signal }).catch(() => {
      throw context.signal.reason;
    });
  }

  private async callAll({ text, calls }: ModelAnswer): Promise<void> {
    const { budget } = this.parts;
    const results: { call: ModelCall; ok: boolean; told: string }[] = [];
    for (const call of calls) {
      if (budget.toolCalls >= budget.limits.tool_calls)
        this.insist(
          `The model used up its ${budget.limits.tool_calls} tool calls without an answer. Raise \`limits.tool_calls\`, or ask for less.`,
        );
      budget.toolCalls += 1;
      results.push({ call, ...(await this.callOne(call)) });
    }
    const asked = calls.map(({ id, name, arguments: input }) => ({
      ...{ type: "tool-call" as const, toolCallId: id, toolName: name, input: input ?? {} },
    }));
    this.messages.push(
      { role: "assistant", content: text === "" ? asked : [{ type: "text", text }, ...asked] },
      {
        role: "tool",
        content: results.map(({ call, ok, told }) => ({
          ...{ type: "tool-result" as const, toolCallId: call.id, toolName: call.name },
          output: { type: ok ? ("text" as const) : ("error-text" as const), value: told },
        })),
      },
    );
  }

  private async callOne(call: ModelCall): Promise<{ ok: boolean; told: string }> {
    const { offered, callTool, context, budget } = this.parts;
    const key = offered.keyOf(call.name);
    const turn = budget.turns;
    if (key === undefined) {
      const may = offered.keys.length === 0 ? "nothing" : offered.keys.join(", ");
      const reason = `This step may call ${may}. ${asWritten(call.name)} was not called.`;
      this.recorder.refused({ turn, call, reason });
      return { ok: false, told: reason };
    }
    this.recorder.call({ turn, call, key });
    const startedAt = performance.now();
    const readable = typeof call.arguments === "object" && call.arguments !== null && !Array.isArray(call.arguments);
    const outcome = readable
      ? await callTool(key, call.arguments as JsonObject, {
          ...context,
          ownBrowser: this.browser,
          browser: this.browser ?? context.browser,
        })
      : ({ ok: false, told: "The arguments are no JSON object. Write them again." } as const);
    if (context.signal.aborted) throw context.signal.reason;
    if ("browser" in outcome && outcome.browser !== undefined) this.browser = outcome.browser;
    this.recorder.toolResult({ turn, call, key, outcome, durationMs: Math.round(performance.now() - startedAt) });
    return outcome;
  }

  private sendBack({ text }: ModelAnswer, problems: readonly LlmProblem[]): void {
    const { budget } = this.parts;
    if (budget.corrections >= MAX_CORRECTIONS) {
      const [first] = problems;
      const what =
        first === undefined ? "" : ` ${first.path || "The answer"}: wanted ${first.wanted}, got ${first.got}.`;
      throw new ToolError(`The model's answer did not fit after ${MAX_CORRECTIONS} corrections.${what}`, {
        ...{ code: "invalid_output", retryable: false },
        details: { problems: problems.map((one) => ({ ...one })) },
      });
    }
    budget.corrections += 1;
    const correction = correctionText(problems);
    this.recorder.message({ turn: budget.turns, role: "correction", text: correction });
    if (text !== "") this.messages.push({ role: "assistant", content: text });
    this.messages.push({ role: "user", content: correction });
  }

  private insist(spent: string | null): void {
    if (spent === null) return;
    const { turns, tool_calls, input_tokens, output_tokens } = this.parts.budget.record();
    throw new ToolError(spent, { retryable: false, details: { turns, tool_calls, input_tokens, output_tokens } });
  }
}

const CUT_OFF = { problems: [{ path: "", wanted: "a complete answer", got: "one that was cut off. Make it shorter" }] };
