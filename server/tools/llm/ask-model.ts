import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, type ModelMessage, Output, type ToolSet } from "ai";
import type { JsonObject } from "../../core/json";
import type { TurnUsage } from "./budget";
import type { ChosenModel } from "./platforms";

/** One answer of a model. */
export interface ModelAnswer {
  text: string;
  calls: ModelCall[];
  usage: TurnUsage;
  /** Why it ended, as the endpoint says. */
  finishReason: string;
}

/** A tool that the model wants to have called. */
export interface ModelCall {
  id: string;
  /** As the model wrote it. */
  name: string;
  /** Null: what it wrote is no JSON. */
  arguments: unknown;
  written: string;
}

export interface Question {
  chosen: ChosenModel;
  fetch: typeof globalThis.fetch;
  system: string;
  messages: readonly ModelMessage[];
  tools: ToolSet;
  /** Sent on to endpoints that can hold an answer to a schema. */
  schema: JsonObject | null;
  tokensLeft: number;
  signal: AbortSignal;
}

/** Below this the endpoint is told how long its answer may be; many refuse numbers above what a model can. */
const TELL_TOKENS_BELOW = 4096;

const MAX_NAME = 200;

/** Asks for one answer. Tools are only offered here: calling them is up to the caller. Throws what the SDK throws. */
export async function askModel(question: Question): Promise<ModelAnswer> {
  const { chosen, system, messages, tools, schema, tokensLeft, signal } = question;
  const { platform } = chosen;
  const provider = createOpenAICompatible({
    name: platform.name,
    baseURL: platform.baseUrl,
    apiKey: platform.apiKey ?? undefined,
    supportsStructuredOutputs: platform.structuredOutputs,
    fetch: question.fetch,
  });
  const answer = await generateText({
    model: provider(chosen.model.name),
    system,
    messages: [...messages],
    ...(Object.keys(tools).length === 0 ? {} : { tools }),
    ...(schema !== null && platform.structuredOutputs ? { output: heldTo(schema) } : {}),
    ...(tokensLeft < TELL_TOKENS_BELOW ? { maxOutputTokens: Math.max(1, tokensLeft) } : {}),
    maxRetries: 0,
    abortSignal: signal,
  });
  const calls = answer.toolCalls.map(({ toolCallId, toolName, input, invalid }): ModelCall => {
    const unreadable = invalid === true && typeof input === "string";
    return {
      id: toolCallId.slice(0, MAX_NAME),
      name: toolName.slice(0, MAX_NAME),
      arguments: unreadable ? null : input,
      written: typeof input === "string" ? input : (JSON.stringify(input) ?? ""),
    };
  });
  const sent = system.length + JSON.stringify(messages).length;
  const received = answer.text.length + calls.reduce((sum, { written }) => sum + written.length, 0);
  const { inputTokens, outputTokens } = answer.usage;
  return {
    ...{ text: answer.text, calls, finishReason: answer.finishReason },
    usage: { inputTokens, outputTokens, sent, received },
  };
}

/** Asks for an answer of that form and leaves it to us to judge what came: see `answer.ts`. */
const heldTo = (schema: JsonObject) => ({
  ...Output.object({ schema: jsonSchema(schema as Parameters<typeof jsonSchema>[0]) }),
  parseCompleteOutput: async ({ text }: { text: string }) => text,
});
