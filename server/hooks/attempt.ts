/** One try of one hook, whichever type it is. */

import type { Sql } from "../../db/client";
import type { JsonObject } from "../core/json";
import type { HookCall } from "../engine/hook-port";
import { newId } from "../new-id";
import type { Outbound } from "../outbound/outbound";
import { goneSince, hostAnswered, hostFailed, markGone, permit } from "../store/hook-hosts";
import type { DeliveryAttempt } from "../store/hook-writes";
import type { HostList } from "./host-list";
import { measureOne } from "./metric";
import { type Rendered, renderHook } from "./render";
import { again, done, refused, type Verdict } from "./verdict";
import { sendWebhook, webhookRequest } from "./webhook";

export interface HookDependencies {
  sql: Sql;
  outbound: Outbound;
  hosts: HostList;
  /** Requests that a host gets in a second. */
  perSecond(): number;
  /** Variables of the environment that hooks may read. */
  env: JsonObject;
  /** Value of a secret that may be sent to a host; null: there is none. @throws AppError when it may not go there. */
  readSecret(of: SecretUse, name: string, host: string | null): Promise<string | null>;
  dispatch(request: DispatchRequest): Promise<{ executionId: string }>;
}

/** For which execution, and whose it is. */
export type SecretUse = Pick<HookCall, "executionId" | "userId">;

export interface DispatchRequest {
  /** The same delivery starts one execution, however often it is tried. */
  deliveryId: string;
  userId: string | null;
  executionId: string;
  planHash: string;
  depth: number;
  taskId: string;
  input: JsonObject;
}

export type Tried =
  | { tried: true; verdict: Verdict; attempt: DeliveryAttempt }
  /** Nothing was sent: the breaker of the host is open, or its rate is used up. */
  | { tried: false; waitMs: number; reason: string };

const TOO_LATE: Tried = {
  tried: false,
  waitMs: 0,
  reason: "It came to its turn too late, and is another process's by now.",
};

/**
 * Does it once. Throws only when the database does not answer. `deadline`: of `performance.now()`; looked at right before something
 * leaves the process, for what comes before it may take long.
 */
export async function tryHook(
  deps: HookDependencies,
  call: HookCall,
  deadline = Number.POSITIVE_INFINITY,
): Promise<Tried> {
  const at = Date.now();
  const began = performance.now();
  const conclude = (verdict: Verdict, request: JsonObject | null, host: string | null = null): Tried => ({
    tried: true,
    verdict,
    attempt: {
      ...{ request, answer: verdict.answer, host, dispatchedId: verdict.dispatchedId ?? null, at },
      ...{ ms: performance.now() - began, outcome: outcomeOf(verdict) },
    },
  });
  const rendered = await renderHook(call, {
    env: deps.env,
    readSecret: (name) => deps.readSecret(secretUse(call), name, hostOf(call.hook.params.url)),
  }).catch((error: unknown): Rendered => {
    if ((error as { code?: unknown }).code === "forbidden") return { ok: false, reason: (error as Error).message };
    throw error;
  });
  if (!rendered.ok) return conclude(refused(rendered.reason), null);
  switch (call.hook.type) {
    case "webhook":
      return webhook(deps, call, rendered, { at, deadline, conclude });
    case "metric":
      return conclude(await measureOne(deps.sql, call, rendered.params), rendered.shown);
    case "dispatch_task":
      if (performance.now() > deadline) return TOO_LATE;
      return conclude(await dispatch(deps, call, rendered.params), rendered.shown);
    default:
      return conclude(done(), rendered.shown);
  }
}

/** Hooks of an administrator use the secrets of the operator, never those of whoever owns the chain. */
const secretUse = ({ level, executionId, userId }: HookCall): SecretUse =>
  level === "server" ? { executionId: "", userId: null } : { executionId, userId };

/** The host of an address that is written out; null: it is made from something. */
function hostOf(url: unknown): string | null {
  return typeof url === "string" && !url.includes("{{") && URL.canParse(url) ? new URL(url).host : null;
}

const outcomeOf = ({ kind, reason, answer }: Verdict): string =>
  typeof answer?.status === "number"
    ? String(answer.status)
    : kind === "delivered"
      ? "done"
      : (reason ?? kind).slice(0, 300);

interface WebhookTry {
  at: number;
  deadline: number;
  conclude(verdict: Verdict, request: JsonObject | null, host?: string | null): Tried;
}

async function webhook(
  deps: HookDependencies,
  call: HookCall,
  rendered: Extract<Rendered, { ok: true }>,
  { at, deadline, conclude }: WebhookTry,
): Promise<Tried> {
  const request = webhookRequest(call, rendered, deps.hosts, at);
  if ("refused" in request) return conclude(refused(request.refused), request.shown, request.host);
  const { host, shown } = request;
  const owner = call.level === "server" ? null : call.userId;
  const url = String(shown.url);
  const gone = await goneSince(deps.sql, call.level, owner, url);
  if (gone) {
    const when = gone.toISOString().slice(0, 16).replace("T", " ");
    return conclude(
      refused(`The address answered 410 (gone) on ${when} UTC. Turn it on again when it is back.`),
      shown,
      host,
    );
  }
  const permission = await permit(deps.sql, host, deps.perSecond());
  if (!permission.ok) {
    const reason =
      permission.reason === "open"
        ? `The circuit of ${host} is open.`
        : `${host} gets at most ${deps.perSecond()} requests a second.`;
    return { tried: false, waitMs: permission.waitMs, reason };
  }
  if (performance.now() > deadline) return TOO_LATE;
  const verdict = await sendWebhook(deps.outbound, request);
  if (verdict.broke) await hostFailed(deps.sql, host, verdict.reason ?? "");
  else await hostAnswered(deps.sql, host);
  if (verdict.kind === "gone")
    await markGone(deps.sql, { id: newId(), level: call.level, userId: owner, url, deliveryId: call.id });
  return conclude(verdict, shown, host);
}

async function dispatch(deps: HookDependencies, call: HookCall, params: JsonObject): Promise<Verdict> {
  const { userId, executionId, planHash, depth, id } = call;
  const taskId = String(params.task_id ?? "");
  const input = (params.input ?? {}) as JsonObject;
  try {
    const started = await deps.dispatch({ deliveryId: id, userId, executionId, planHash, depth, taskId, input });
    return { ...done({ execution_id: started.executionId }), dispatchedId: started.executionId };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const isExpected = typeof code === "string" && ["invalid", "not_found", "forbidden", "conflict"].includes(code);
    if (isExpected) return refused((error as Error).message);
    return again(`It could not be started: ${(error as Error).message}`);
  }
}
