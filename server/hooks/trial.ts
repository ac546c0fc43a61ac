/** A hook of no execution, to see what it does. */
import type { PlanHook } from "../core/hooks/plan-hook";
import { settleNow } from "../core/hooks/settle-now";
import type { JsonObject } from "../core/json";
import type { HookCall } from "../engine/hook-port";
import type { HookDependencies } from "./attempt";
import { outcomeOf, tryOnce } from "./once";
import { renderHook } from "./render";
import { webhookRequest } from "./webhook";

export interface TrialCall {
  id: string;
  hook: PlanHook;
  /** Hooks of the same moment before it: a `transform` makes its `vars`. */
  before: readonly PlanHook[];
  context: JsonObject;
  userId: string | null;
  send: boolean;
}

export interface Trial {
  state: string;
  reason: string | null;
  request: JsonObject | null;
  answer: JsonObject | null;
  ms: number;
}

/** What a hook makes of a sample. Only a webhook is really sent, and only when that is asked for. */
export async function tryOut(deps: HookDependencies, { send, before, ...of }: TrialCall): Promise<Trial> {
  const context = { ...of.context, vars: varsOf(deps, before, of.context) };
  const call: HookCall = { ...of, context, executionId: "sample", planHash: "", depth: 0, level: "own" };
  if (send && call.hook.type === "webhook") {
    const tried = await tryOnce(deps, call);
    const { state, reason, attempt } = outcomeOf(tried);
    return { state, reason, request: attempt.request, answer: attempt.answer, ms: attempt.ms };
  }
  const rendered = await renderHook(call, {
    env: deps.env,
    readSecret: (name) => deps.readSecret(call, name, null),
  });
  if (!rendered.ok) return { state: "refused", reason: rendered.reason, request: null, answer: null, ms: 0 };
  if (call.hook.type !== "webhook")
    return { state: "waiting", reason: null, request: rendered.shown, answer: null, ms: 0 };
  const request = webhookRequest(call, rendered, deps.hosts, Date.now());
  if ("refused" in request)
    return { state: "refused", reason: request.refused, request: request.shown, answer: null, ms: 0 };
  return { state: "waiting", reason: null, request: request.shown, answer: null, ms: 0 };
}

/** What the hooks before it make, on top of what the sample says. */
function varsOf(deps: HookDependencies, before: readonly PlanHook[], context: JsonObject): JsonObject {
  const vars: JsonObject = { ...(context.vars as JsonObject | undefined) };
  for (const hook of before) {
    const settled = settleNow(hook, { ...context, vars, env: deps.env });
    if (settled.state === "delivered") Object.assign(vars, settled.vars);
  }
  return vars;
}
