/** Counts what this process does, and adds it to the numbers of all processes from time to time. A crash loses a few seconds of it. */
import type { Sql } from "../../db/client";
import type { DeliveryState } from "../core/hooks/words";
import type { EngineLog } from "../engine/ports";
import { addCounts, type CountedSeries } from "../store/hook-metrics";

const EVERY_MS = 5_000;

export interface HookMeter {
  delivered(type: string, outcome: string, ms: number): void;
  start(): void;
  stop(): Promise<void>;
}

/** `waiting` after a try is a try that failed. */
export const outcomeLabel = (state: DeliveryState): string => (state === "waiting" ? "retried" : state);

export function createHookMeter(sql: Sql, log: EngineLog): HookMeter {
  let series = new Map<string, CountedSeries>();
  let timer: NodeJS.Timeout | null = null;

  function add(name: string, kind: "counter" | "histogram", labels: Record<string, string>, value: number): void {
    const key = JSON.stringify([name, labels]);
    const one = series.get(key) ?? { name, kind, labels, values: [] };
    series.set(key, one);
    one.values.push(value);
  }

  async function write(): Promise<void> {
    const counted = [...series.values()];
    if (counted.length === 0) return;
    series = new Map();
    await addCounts(sql, counted).catch((error) => log.warn({ err: error }, "Counts of hooks were lost."));
  }

  return {
    delivered(type, outcome, ms) {
      add("hook_deliveries_total", "counter", { outcome, type }, 1);
      add("hook_duration_ms", "histogram", { type }, ms);
    },
    start() {
      timer = setInterval(() => void write(), EVERY_MS);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      await write();
    },
  };
}
