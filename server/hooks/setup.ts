/** Puts the parts of lifecycle hooks together for a process: what the engine asks, and what delivers. */
import type { PlanHook, PlanHooks } from "../core/hooks/plan-hook";
import type { JsonObject } from "../core/json";
import type { HookCall, HookOutcome, HookPort } from "../engine/hook-port";
import type { EngineLog } from "../engine/ports";
import type { Signals } from "../store/signals";
import { type HookDependencies, type Tried, tryHook } from "./attempt";
import { createDeliverer, type Deliverer } from "./deliverer";
import { createHookMeter } from "./meter";
import { renderHook } from "./render";
import { retryOf, retryWait } from "./retry";
import { webhookRequest } from "./webhook";

export interface HookSetup {
  port: HookPort;
  deliverer: Deliverer;
  tryOut(call: TrialCall): Promise<Trial>;
  start(options: { deliver: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export interface TrialCall {
  id: string;
  hook: PlanHook;
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

export interface SetupOptions extends HookDependencies {
  signals: Signals;
  log: EngineLog;
  environment: string;
  serverHooks(): Promise<PlanHooks | null>;
}

/** Server-level hooks are looked up this often, besides when somebody changes them. */
const REFRESH_MS = 10_000;
/** A hook that decides about a step keeps it waiting: not for longer than this. */
const DECIDES_WITHIN_MS = 60_000;

export function createHookSetup(options: SetupOptions): HookSetup {
  const { signals, log, environment, serverHooks } = options;
  const meter = createHookMeter(options.sql, log);
  const deliverer = createDeliverer({ ...options, meter });
  let setting = { server: null as PlanHooks | null, environment };
  let timer: NodeJS.Timeout | null = null;
  let unsubscribe = () => {};

  async function refresh(): Promise<void> {
    try {
      const server = await serverHooks();
      if (JSON.stringify(server) !== JSON.stringify(setting.server)) setting = { server, environment };
    } catch (error) {
      log.warn({ err: error }, "The hooks of all chains could not be read; those known so far count.");
    }
  }

  return {
    deliverer,
    port: { setting: () => setting, env: options.env, perform: (call) => perform(options, call) },
    tryOut: (call) => tryOut(options, call),
    async start({ deliver }) {
      await refresh();
      meter.start();
      timer = setInterval(() => void refresh(), REFRESH_MS);
      timer.unref();
      unsubscribe = signals.on("hooks", () => void refresh());
      if (deliver) deliverer.start();
    },
    async stop() {
      unsubscribe();
      if (timer) clearInterval(timer);
      await deliverer.stop();
      await meter.stop();
    },
  };
}

/** Does a hook that decides, with the tries that it asks for itself, while its step waits. */
async function perform(deps: HookDependencies, call: HookCall): Promise<HookOutcome> {
  const until = performance.now() + DECIDES_WITHIN_MS;
  const written = (call.hook.params.retry ?? null) as JsonObject | null;
  const retry = { ...retryOf(call.hook), ...(written === null ? { maxAttempts: 1 } : {}) };
  for (let failures = 1; ; failures += 1) {
    const tried = await tryOnce(deps, call);
    const wait = tried.tried ? retryWait(retry, failures, Math.random()) : tried.waitMs;
    const isOver = wait === null || performance.now() + wait > until;
    const canRetry = !tried.tried || tried.verdict.kind === "retry";
    if (!canRetry || isOver) return outcomeOf(tried);
    if (!tried.tried) failures -= 1;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function tryOnce(deps: HookDependencies, call: HookCall): Promise<Tried> {
  try {
    return await tryHook(deps, call);
  } catch (error) {
    return { tried: false, waitMs: 500, reason: `It could not be tried: ${(error as Error).message}` };
  }
}

function outcomeOf(tried: Tried): HookOutcome {
  if (!tried.tried) {
    const { reason } = tried;
    const attempt = {
      request: null,
      answer: null,
      host: null,
      dispatchedId: null,
      at: Date.now(),
      ms: 0,
      outcome: reason,
    };
    return { state: "gave_up", reason, attempt };
  }
  const { kind, reason } = tried.verdict;
  const state = kind === "delivered" || kind === "refused" ? kind : "gave_up";
  return { state, reason, attempt: tried.attempt };
}

/** What a hook makes of a sample. Only a webhook is really sent, and only when that is asked for. */
async function tryOut(deps: HookDependencies, { send, ...of }: TrialCall): Promise<Trial> {
  const call: HookCall = { ...of, executionId: "sample", planHash: "", depth: 0, level: "own" };
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
