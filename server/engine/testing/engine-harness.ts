import postgres from "postgres";
import { v7 as uuidv7 } from "uuid";
import { createTestDatabase, type TestDatabase } from "../../../db/testing/test-database";
import { isExecutionEnded } from "../../core/execution/states";
import type { JsonObject, JsonValue } from "../../core/json";
import type { Plan } from "../../core/plan/plan";
import { recordCommand } from "../../store/commands";
import { findExecution, listEvents, listResults, listSteps } from "../../store/executions";
import { savePlan } from "../../store/plans";
import { listenToSignals, type Signals } from "../../store/signals";
import { startExecutions } from "../../store/start-executions";
import { createEngine, type Engine } from "../engine";
import type { HookPort } from "../hook-port";
import type { Clock, EngineLog, ResultFiles, SecretSource, StepPort } from "../ports";
import { auditHistories } from "./audit";
import { violations, watchRows } from "./watch-rows";

const silent: EngineLog = { info() {}, warn() {}, error() {} };

/** Large results, kept in memory of the test. */
function memoryFiles(): ResultFiles {
  const files = new Map<string, JsonValue>();
  return {
    async save({ executionId, stepId, item, attempt }, result) {
      const file = `${stepId}${item === null ? "" : `.${item}`}-${attempt}.json`;
      files.set(`${executionId}/${file}`, result);
      return { file, preview: "large" };
    },
    async load(executionId, file) {
      return files.get(`${executionId}/${file}`) ?? null;
    },
  };
}

/** A database, and engines on it that stand for processes. */
export class EngineHarness {
  private readonly engines: { engine: Engine; leaseSql: postgres.Sql; signals: Signals }[] = [];
  private readonly results = memoryFiles();
  private clock: Clock | null = null;

  private constructor(readonly db: TestDatabase) {}

  static async create(): Promise<EngineHarness> {
    const db = await createTestDatabase();
    await watchRows(db.sql);
    return new EngineHarness(db);
  }

  async engine(
    port: StepPort,
    options: {
      clock?: Clock;
      secrets?: Record<string, string>;
      secretSource?: SecretSource;
      log?: EngineLog;
      hooks?: HookPort;
    } = {},
  ): Promise<Engine> {
    this.clock = options.clock ?? this.clock;
    const leaseSql = postgres(this.db.url, { max: 1, onnotice: () => {} });
    const signals = await listenToSignals(this.db.sql);
    const engine = createEngine({
      ...{
        sql: this.db.sql,
        flushSql: this.db.flush,
        leaseSql,
        signals,
        port,
        results: this.results,
        log: options.log ?? silent,
      },
      ...(options.clock ? { clock: options.clock } : {}),
      ...(options.hooks ? { hooks: options.hooks } : {}),
      secrets: options.secretSource ?? {
        async read(_, name) {
          const value = options.secrets?.[name];
          return value === undefined ? null : { value, hosts: [] };
        },
      },
    });
    await engine.start();
    this.engines.push({ engine, leaseSql, signals });
    return engine;
  }

  async start(plan: Plan, params: JsonObject = {}, rest: { userId?: string } = {}): Promise<string> {
    const createdAt = new Date(this.clock?.now() ?? Date.now());
    await savePlan(this.db.sql, plan);
    const id = uuidv7();
    await startExecutions(this.db.sql, [
      {
        ...{ id, userId: null, chainId: null, chainName: plan.name, versionNumber: null, planHash: plan.hash },
        ...{ origin: "manual", idempotencyKey: null, params, createdAt },
        ...rest,
      },
    ]);
    return id;
  }

  command(
    executionId: string,
    command: "cancel" | "pause" | "resume" | "continue",
    stepId: string | null = null,
  ): Promise<void> {
    return recordCommand(this.db.sql, { executionId, command, stepId, by: "test", note: null, item: null, data: null });
  }

  /** Waits, woken by the database, until `condition` holds for the execution. */
  async until(id: string, condition: (facts: Facts) => boolean): Promise<Facts> {
    const signals = await listenToSignals(this.db.sql);
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => {
          const stop = signals.on("events", () => {
            stop();
            resolve();
          });
        });
        const facts = await this.facts(id);
        if (condition(facts)) return facts;
        await woken;
      }
    } finally {
      await signals.close();
    }
  }

  ended(id: string): Promise<Facts> {
    return this.until(id, (facts) => isExecutionEnded(facts.execution.status));
  }

  async facts(id: string): Promise<Facts> {
    const execution = await findExecution(this.db.sql, id);
    if (!execution) throw new Error(`There is no execution ${id}.`);
    const [steps, results, events] = await Promise.all([
      listSteps(this.db.sql, id),
      listResults(this.db.sql, id),
      listEvents(this.db.sql, id, { afterSeq: 0, limit: 100_000 }),
    ]);
    const byId = Object.fromEntries(steps.map((step) => [step.stepId, step]));
    return {
      execution,
      steps: byId,
      results: Object.fromEntries(results.map((row) => [row.stepId, row.result])),
      events,
    };
  }

  /** Closes everything; whatever a test was about, the histories of its executions have to be sound. */
  async close(): Promise<void> {
    for (const { engine, leaseSql, signals } of this.engines) {
      await engine.drain();
      await signals.close();
      await leaseSql.end({ timeout: 1 });
    }
    const problems = [...(await violations(this.db.sql)), ...(await auditHistories(this.db.sql))];
    await this.db.drop();
    if (problems.length > 0) throw new Error(`The histories are unsound:\n${problems.join("\n")}`);
  }
}

export interface Facts {
  execution: NonNullable<Awaited<ReturnType<typeof findExecution>>>;
  steps: Record<string, Awaited<ReturnType<typeof listSteps>>[number]>;
  results: Record<string, JsonValue>;
  events: Awaited<ReturnType<typeof listEvents>>;
}
