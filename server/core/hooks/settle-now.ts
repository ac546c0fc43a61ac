/**
 * `log` and `transform` need nothing but the moment itself: they are done while it is recorded. The others wait for their turn.
 * Results of a `transform` are `vars` for the hooks behind it.
 */
import type { JsonObject } from "../json";
import { renderValue } from "../template/render";
import { TemplateError } from "../template/template-error";
import type { PlanHook } from "./plan-hook";

export interface LogLine {
  level: "debug" | "info" | "warn" | "error";
  message: string;
}

export type SettledNow =
  | { state: "waiting" }
  | { state: "delivered"; log?: LogLine; vars?: JsonObject }
  | { state: "refused"; reason: string };

/** Does what can be done at once; `context` with `vars` and `env`. */
export function settleNow(hook: PlanHook, context: JsonObject): SettledNow {
  if (hook.type !== "log" && hook.type !== "transform") return { state: "waiting" };
  try {
    const params = renderValue(hook.params, context) as JsonObject;
    if (hook.type === "transform") return { state: "delivered", vars: params.set as JsonObject };
    const level = (params.level ?? "info") as LogLine["level"];
    return { state: "delivered", log: { level, message: textOf(params.message).slice(0, 10_000) } };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { state: "refused", reason: error.message };
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? null));
