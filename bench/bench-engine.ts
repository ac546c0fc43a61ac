import postgres from "postgres";
import { planOf, type StepSketch } from "../server/core/execution/testing/plan-of";
import type { Plan } from "../server/core/plan/plan";
import { createEngine } from "../server/engine/engine";
import type { HookPort } from "../server/engine/hook-port";
import type { StepPort } from "../server/engine/ports";
import { newId } from "../server/new-id";
import { createStarter } from "../server/services/starter";
import { savePlan } from "../server/store/plans";
import { listenToSignals, type Signals } from "../server/store/signals";
import type { ExecutionStart } from "../server/store/start-values";
import type { BenchDatabase } from "./bench-database";

/** 200 bytes that each step returns and the next one gets. */
const PAYLOAD = "x".repeat(198);

export interface BenchEngine {
  /** Starts an execution; `ended` resolves when its last step has run and it is recorded as ended. */
  start(plan: Plan, userId?: string): Promise<{ id: string; ended: Promise<void> }>;
  /** Called at every run of a step, with the milliseconds of the monotonic clock; the step ends when it has ended. */
  onStep: (executionId: string, stepId: string, at: number) => void | Promise<void>;
  readonly signals: Signals;
  close(): Promise<void>;
}

/** The real engine with steps that do nothing. */
export async function openBenchEngine(db: BenchDatabase, hooks?: HookPort): Promise<BenchEngine> {
  const leaseSql = postgres(db.url, { max: 1, onnotice: () => {} });
  const signals = await listenToSignals(db.sql);
  const waiting = new Map<string, () => void>();
  const port: StepPort = {
    async run(call) {
      const pause = bench.onStep(call.executionId, call.stepId, performance.now());
      if (pause) await pause;
      return { status: "succeeded", result: PAYLOAD };
    },
    async release(executionId) {
      waiting.get(executionId)?.();
      waiting.delete(executionId);
    },
  };
  const log = { info() {}, warn: console.error, error: console.error };
  const results = {
    save: () => Promise.reject(new Error("no large results here")),
    load: () => Promise.reject(new Error("none")),
  };
  const engine = createEngine({
    sql: db.sql,
    flushSql: db.flush,
    leaseSql,
    signals,
    port,
    results,
    log,
    secrets: { read: async () => null },
    ...(hooks ? { hooks } : {}),
  });
  await engine.start();
  const record = createStarter(db.sql, engine);
  const saved = new Set<string>();
  const bench: BenchEngine = {
    onStep: () => {},
    signals,
    async start(plan, userId) {
      if (!saved.has(plan.hash)) await savePlan(db.sql, plan);
      saved.add(plan.hash);
      const id = newId();
      const ended = new Promise<void>((resolve) => waiting.set(id, resolve));
      const start: ExecutionStart = {
        ...{
          id,
          userId: userId ?? null,
          chainId: null,
          chainName: plan.name,
          versionNumber: null,
          planHash: plan.hash,
        },
        ...{ origin: "manual", idempotencyKey: null, params: {}, createdAt: new Date() },
      };
      await record(start, plan);
      return { id, ended };
    },
    async close() {
      await engine.drain();
      await signals.close();
      await leaseSql.end({ timeout: 1 });
    },
  };
  return bench;
}

/** A sequence in which each step gets the result of the one before. */
export function sequence(length: number): Plan {
  const steps = Array.from(
    { length },
    (_, index): StepSketch => ({
      id: `s${index}`,
      parameters: index === 0 ? {} : { previous: `{{ s${index - 1} }}` },
    }),
  );
  return planOf(steps, { name: `Sequence of ${length}` });
}

/** Parallel steps and a join. */
export function fanOut(width: number): Plan {
  const parallel = Array.from({ length: width }, (_, index): StepSketch => ({ id: `p${index}`, after: [] }));
  return planOf([...parallel, { id: "join", after: parallel.map((step) => step.id) }], { name: `Fan-out of ${width}` });
}
