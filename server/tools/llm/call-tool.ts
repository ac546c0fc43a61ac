import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../../core/json";
import type { BrowserState, StepOutcome } from "../../engine/ports";
import type { ToolContext } from "../tool";

/** The door that steps go through too: arguments are checked against the operation, and no failure is thrown. */
export type ToolDoor = (key: string, parameters: JsonObject, context: ToolContext) => Promise<StepOutcome>;

/** What the model is told about a call. */
export interface ToolAnswer {
  ok: boolean;
  told: string;
  /** For the record, when it succeeded. */
  result?: JsonValue;
  browser?: BrowserState;
}

export type CallTool = (key: string, parameters: JsonObject, context: ToolContext) => Promise<ToolAnswer>;

/** So much of a result is read to the model; the rest would only cost tokens. */
const MAX_TOLD = 20_000;

/**
 * Calls tools for a model. A failure is an answer to the model, never one of the step. Each call has an idempotency key of
 * its own, made of what is called and how often: the same calls of an attempt that runs again after a crash have the same.
 */
export function createCallTool(door: ToolDoor): CallTool {
  const times = new Map<string, number>();
  return async (key, parameters, context) => {
    const what = createHash("sha256")
      .update(JSON.stringify([key, parameters]))
      .digest("hex")
      .slice(0, 16);
    const time = (times.get(what) ?? 0) + 1;
    times.set(what, time);
    const idempotencyKey = `${context.idempotencyKey}:${what}.${time}`;
    return told(await door(key, parameters, { ...context, idempotencyKey }), key);
  };
}

function told(outcome: StepOutcome, key: string): ToolAnswer {
  switch (outcome.status) {
    case "succeeded": {
      const text = JSON.stringify(outcome.result);
      const cut = text.length > MAX_TOLD ? `${text.slice(0, MAX_TOLD)}\n[cut: ${text.length} characters in all]` : text;
      return { ok: true, told: cut, result: outcome.result, browser: outcome.browser };
    }
    case "failed":
      return { ok: false, told: `${key} failed: ${outcome.error.message}`, browser: outcome.browser };
    case "waiting":
    case "asking":
      return { ok: false, told: `${key} would have to wait, which a question cannot.` };
  }
}
