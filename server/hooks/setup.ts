/** Puts the parts of lifecycle hooks together for a process: what the engine asks, and what delivers. */
import type { PlanHooks } from "../core/hooks/plan-hook";
import { retryOf, retryWait } from "../core/hooks/retry";
import type { JsonObject } from "../core/json";
import type { HookCall, HookOutcome, HookPort } from "../engine/hook-port";
import type { EngineLog } from "../engine/ports";
import type { Signals } from "../store/signals";
import type { HookDependencies } from "./attempt";
import { createDeliverer, type Deliverer, type DeliveryLease } from "./deliverer";
import { createHookMeter } from "./meter";
import { outcomeOf, tryOnce } from "./once";
import { type Trial, type TrialCall, tryOut } from "./trial";

export interface HookSetup {
  port: HookPort;
  deliverer: Deliverer;
  tryOut(call: TrialCall): Promise<Trial>;
  start(options: { deliver: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export interface SetupOptions extends HookDependencies {
  signals: Signals;
  log: EngineLog;
  environment: string;
  /** Shorter in tests that break things. */
  lease?: DeliveryLease;
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
