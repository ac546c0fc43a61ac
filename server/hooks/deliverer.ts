/**
 * Delivers what hooks are owed, in every process that serves: claims what is due, tries it, records what came of it. Whatever a process
 * does not get to record is claimed again when its lease runs out, so each delivery happens at least once.
 */
import type { Sql } from "../../db/client";
import { retryOf, retryWait } from "../core/hooks/retry";
import { failpoint } from "../engine/failpoints";
import type { EngineLog } from "../engine/ports";
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryResult,
  LEASE_SECONDS,
  nextDeliveryIn,
  settleDelivery,
  settleMany,
} from "../store/hook-deliveries";
import type { Signals } from "../store/signals";
import { type HookDependencies, type Tried, tryHook } from "./attempt";
import { type HookMeter, outcomeLabel } from "./meter";
import { measureAll } from "./metric";

/** Deliveries that one process is at. */
const AT_ONCE = 32;
/** Metrics that are counted in one go. */
const METRICS_AT_ONCE = 500;
/** Also when nobody says so: a hint can get lost. */
const POLL_MS = 1_000;
/** A request takes up to half a minute; it has to be over, and recorded, before the lease is. */
const LEASE: DeliveryLease = { seconds: LEASE_SECONDS, sendWithinMs: LEASE_SECONDS * 1_000 - 45_000 };
const SOONEST_MS = 20;

export interface Deliverer {
  start(): void;
  /** Begins nothing more, and ends when what is under way is recorded or `graceMs` are over. */
  stop(): Promise<void>;
}

/** For how long a delivery is somebody's, and how soon after its claim the request has to begin. */
export interface DeliveryLease {
  seconds: number;
  sendWithinMs: number;
}

export function createDeliverer(
  deps: HookDependencies & { signals: Signals; log: EngineLog; meter: HookMeter; lease?: DeliveryLease },
): Deliverer {
  const { sql, signals, log, meter, lease = LEASE } = deps;
  const running = new Set<Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let counting = false;
  let unsubscribe = () => {};

  function look(): void {
    if (stopped) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = claim()
      .catch((error) => log.warn({ err: error }, "Deliveries of hooks could not be looked for; trying again."))
      .then(() => {
        looking = null;
        if (lookAgain) {
          lookAgain = false;
          look();
        }
      });
  }

  async function claim(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const room = AT_ONCE - running.size;
    // Whichever ends first makes room and looks again.
    if (room <= 0) return;
    // From before the claim was sent: the lease cannot have begun earlier.
    const deadline = performance.now() + lease.sendWithinMs;
    const claimed = await claimDeliveries(sql, room, "others", lease.seconds);
    const metrics = counting ? [] : await claimDeliveries(sql, METRICS_AT_ONCE, "metrics", lease.seconds);
    for (const delivery of claimed) begin(deliver(deps, delivery, meter, deadline));
    if (metrics.length > 0) begin(countAll(metrics));
    if (claimed.length === room || stopped) return;
    const next = await nextDeliveryIn(sql);
    timer = setTimeout(look, next === null ? POLL_MS : Math.max(SOONEST_MS, Math.min(next, POLL_MS)));
    timer.unref();
  }

  /** Metrics of a claim are one piece of work. */
  async function countAll(metrics: readonly ClaimedDelivery[]): Promise<void> {
    counting = true;
    await count(metrics).finally(() => {
      counting = false;
    });
  }

  async function count(metrics: readonly ClaimedDelivery[]): Promise<void> {
    const began = performance.now();
    const measured = await measureAll(sql, deps.env, metrics);
    const ms = performance.now() - began;
    const attempt = { answer: null, host: null, dispatchedId: null, at: Date.now(), ms, outcome: "done" };
    const results = measured.map(({ delivery, verdict, request }): DeliveryResult => {
      const state = verdict.kind === "delivered" ? "delivered" : "refused";
      meter.delivered("metric", state, ms);
      const tried = { ...attempt, request, outcome: verdict.reason ?? "done" };
      const { id, fence } = delivery;
      return { id, fence, state, reason: verdict.reason, retryInMs: null, counts: state === "refused", attempt: tried };
    });
    await settleMany(sql, results);
  }

  function begin(task: Promise<unknown>): void {
    const work: Promise<void> = task
      .catch((error) => log.warn({ err: error }, "A delivery was not recorded; it comes again."))
      .then(() => {
        running.delete(work);
        look();
      });
    running.add(work);
  }

  return {
    start() {
      unsubscribe = signals.on("hooks", look);
      look();
    },
    async stop() {
      stopped = true;
      unsubscribe();
      if (timer) clearTimeout(timer);
      await looking;
      const grace = new Promise<void>((resolve) => setTimeout(resolve, 2_000).unref());
      await Promise.race([Promise.allSettled([...running]), grace]);
    },
  };
}

/**
 * Tries a claimed delivery and records what came of it. After `deadline` (`performance.now()`) nothing is sent any more: the process was
 * frozen meanwhile, or the database slow, and somebody else has the delivery by now, or soon.
 */
export async function deliver(
  deps: HookDependencies & { sql: Sql },
  delivery: ClaimedDelivery,
  meter: HookMeter,
  deadline = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  if (performance.now() > deadline) return false;
  const { id, hook, context, userId, executionId, planHash, depth, level } = delivery;
  const call = { id, hook, context, userId, executionId, planHash: planHash ?? "", depth, level };
  failpoint("before-hook");
  const tried = await tryHook(deps, call, deadline);
  failpoint("after-hook");
  const result = resultOf(delivery, tried);
  const recorded = await settleDelivery(deps.sql, result);
  if (tried.tried) meter.delivered(hook.type, outcomeLabel(result.state), tried.attempt.ms);
  return recorded;
}

function resultOf({ id, fence, hook, failures }: ClaimedDelivery, tried: Tried): DeliveryResult {
  const of = { id, fence };
  if (!tried.tried) {
    const { waitMs, reason } = tried;
    return {
      ...of,
      state: "waiting",
      reason,
      retryInMs: waitMs * (1 + Math.random() / 5),
      counts: false,
      attempt: null,
    };
  }
  const { verdict, attempt } = tried;
  const settled = { ...of, reason: verdict.reason, retryInMs: null, attempt };
  if (verdict.kind === "delivered") return { ...settled, state: "delivered", counts: false };
  if (verdict.kind === "refused") return { ...settled, state: "refused", counts: true };
  const wait = verdict.kind === "retry" ? retryWait(retryOf(hook), failures + 1, Math.random()) : null;
  if (wait === null) return { ...settled, state: "gave_up", counts: true };
  return { ...settled, state: "waiting", retryInMs: Math.max(wait, verdict.notBeforeMs ?? 0), counts: true };
}
