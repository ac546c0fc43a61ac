/**
 * The only file that wires: configuration, database, tools, engine, services. `boot` is for a process that serves or works;
 * everything it opens is closed by `close`, in the order that loses nothing.
 */

import { type Database, openDatabase, openLeaseClient } from "../db/client";
import { ensureCluster } from "../db/embedded/cluster";
import { migrate } from "../db/migrate";
import { createChecking } from "./checking/checking";
import { baseUrlOf, type Config, readConfig } from "./config";
import { createEngine, type Engine } from "./engine/engine";
import type { SecretSource } from "./engine/ports";
import { allowedHosts, fileLimits, geocoding, keepingOf } from "./from-settings";
import { placeFromText } from "./home-place";
import { hookSettings, secretFor } from "./hooks/from-config";
import { createHookSetup, type HookSetup } from "./hooks/setup";
import { createLog, type Log } from "./log";
import { newId } from "./new-id";
import { createMailer } from "./notifier/mail";
import { createNotifier } from "./notifier/notifier";
import { movingAllowList } from "./outbound/allow-list";
import { createOutbound } from "./outbound/outbound";
import { createRetention } from "./retention/retention";
import { createScheduler } from "./scheduler/scheduler";
import { type Keys, loadKeys } from "./secrets/keys";
import { createSecretSource, operatorSecret } from "./secrets/source";
import { createServices, type Services } from "./services/services";
import { type Settings, watchSettings } from "./settings/settings";
import { createBrowserBoard } from "./store/browser-board";
import { insertNotification } from "./store/notifications";
import { findSecretNamed } from "./store/secrets";
import { listenToSignals, type Signals } from "./store/signals";
import { findUser } from "./store/users";
import { findBrowser } from "./tools/browser/executable";
import { toolCatalog } from "./tools/descriptions";
import { copyStepFiles } from "./tools/files/copy-steps";
import { removeExecutionFiles } from "./tools/files/remove-executions";
import { createResultFiles } from "./tools/files/spill";
import { llmSettings } from "./tools/llm/settings";
import { createTools, type Tools } from "./tools/registry";

export interface BootOptions {
  env?: Record<string, string | undefined>;
  /**
   * all: drive whatever there is and fire schedules. taken: drive only what this process starts itself. none: drive nothing.
   */
  work: "all" | "taken" | "none";
  /** Where the log goes: 1 is standard output, 2 standard error. */
  logTo?: 1 | 2;
}

export interface App {
  config: Config;
  /** What administrators may change meanwhile. */
  settings: Settings;
  log: Log;
  db: Database;
  services: Services;
  engine: Engine | null;
  signals: Signals;
  /** Aborted when the process begins to end: long answers stop. */
  ending: AbortSignal;
  close(): Promise<void>;
}

/** Opens everything. Nothing is left open when it throws. */
export async function boot(options: BootOptions): Promise<App> {
  const env = options.env ?? process.env;
  const config = readConfig(env);
  const log = createLog(config.CHAINWRIGHT_LOG_LEVEL, options.logTo);
  const ending = new AbortController();
  // What is open, the last first: that is the order in which it closes, whether boot gets to its end or not.
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    ending.abort();
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    const cluster = config.DATABASE_URL ? null : await ensureCluster({ home: config.CHAINWRIGHT_HOME });
    closers.push(async () => cluster?.stop());
    const url = config.DATABASE_URL ?? cluster?.url ?? "";
    await migrate(url);
    const db = openDatabase({ url });
    closers.push(() => db.close());
    const signals = await listenToSignals(db.sql);
    closers.push(() => signals.close());
    const keys = loadKeys(config.CHAINWRIGHT_HOME, config.CHAINWRIGHT_SECRET_KEY);
    const secrets = createSecretSource({ db, keys, env });
    const settings = await watchSettings({ orm: db.orm, signals, env, log });
    closers.push(async () => settings.stop());
    const checking = createChecking();
    closers.push(() => checking.close());
    let engine: Engine | null = null;
    const hooks = { settings: hookSettings(config, settings.current, env), setup: null as HookSetup | null };
    const services = createServices({
      startsHere: { begin: (start, plan) => engine?.begin(start, plan) ?? null },
      ...{ db, signals, settings, catalog: toolCatalog, checking, home: config.CHAINWRIGHT_HOME, log, keys },
      sendsMail: config.CHAINWRIGHT_SMTP_URL !== undefined,
      findSecret: (userId, name) => findSecret(db, env, userId, name),
      copyFiles: (from, to, stepIds) => copyStepFiles(config.CHAINWRIGHT_HOME, from, to, stepIds),
      hookEnv: hooks.settings.envNames,
      tryHook: async (call) => hooks.setup?.tryOut(call) ?? NOT_TRIED,
    });
    const parts = { config, env, log, db, url, signals, settings, services, keys, secrets, hooks, options, closers };
    if (options.work !== "none") engine = await startWorkers(parts);
    let closing: Promise<void> | null = null;
    return {
      ...{ config, settings, log, db, services, signals, engine, ending: ending.signal },
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await close().catch((cause) => log.warn({ err: cause }, "What was opened did not close."));
    throw error;
  }
}

interface WorkerParts {
  config: Config;
  env: Record<string, string | undefined>;
  log: Log;
  db: Database;
  url: string;
  signals: Signals;
  settings: Settings;
  services: Services;
  keys: Keys;
  secrets: SecretSource;
  hooks: { settings: ReturnType<typeof hookSettings>; setup: HookSetup | null };
  options: BootOptions;
  closers: (() => Promise<void>)[];
}

const NOT_TRIED = {
  ...{ state: "refused", reason: "This process sends no hooks.", request: null, answer: null, ms: 0 },
};

async function startHooks(
  { db, log, signals, services, secrets, hooks }: WorkerParts,
  outbound: ReturnType<typeof createOutbound>,
): Promise<HookSetup> {
  const setup = createHookSetup({
    ...{ sql: db.sql, outbound, signals, log, ...hooks.settings },
    async readSecret(of, name, host) {
      const found = await secrets.read(of, name);
      return found && secretFor(name, found, host);
    },
    dispatch: services.hooks.dispatch,
    serverHooks: services.hooks.server.current,
  });
  hooks.setup = setup;
  await setup.start({ deliver: true });
  return setup;
}

async function startWorkers(parts: WorkerParts): Promise<Engine> {
  const { config, log, db, url, signals, settings, services, secrets, options, closers } = parts;
  // Renewals of the lease have a connection of their own: nothing may keep them waiting.
  const leaseSql = openLeaseClient(url);
  closers.push(() => leaseSql.end({ timeout: 2 }));
  const outbound = createOutbound({ allowHosts: movingAllowList(() => allowedHosts(config, settings)) });
  closers.push(() => outbound.close());
  const tools = wireTools(parts, outbound);
  closers.push(() => tools.close());
  const hooks = await startHooks(parts, outbound);
  closers.push(() => hooks.stop());
  const engine = createEngine({
    hooks: hooks.port,
    ...{
      sql: db.sql,
      flushSql: db.flush,
      leaseSql,
      signals,
      port: tools,
      secrets,
      log,
      onlyTaken: options.work === "taken",
    },
    results: createResultFiles(config.CHAINWRIGHT_HOME),
  });
  closers.push(() => engine.drain());
  await engine.start();
  if (options.work !== "all") return engine;
  const notifier = createNotifier({
    ...{ sql: db.sql, log, outbound, keys: parts.keys, baseUrl: baseUrlOf(config) },
    mailer: config.CHAINWRIGHT_SMTP_URL
      ? createMailer({ url: config.CHAINWRIGHT_SMTP_URL, from: config.CHAINWRIGHT_MAIL_FROM })
      : null,
  });
  closers.push(() => notifier.stop());
  notifier.start();
  const scheduler = createScheduler({ sql: db.sql, services, log });
  closers.push(() => scheduler.stop());
  scheduler.start();
  const retention = createRetention({
    ...{ sql: db.sql, log, keeping: () => keepingOf(settings) },
    removeFiles: (ids) => removeExecutionFiles(config.CHAINWRIGHT_HOME, ids),
  });
  closers.push(() => retention.stop());
  retention.start();
  return engine;
}

function wireTools(
  { config, env, log, db, signals, settings }: WorkerParts,
  outbound: ReturnType<typeof createOutbound>,
): Tools {
  const { CHAINWRIGHT_HOME: home } = config;
  let browser: ReturnType<typeof findBrowser> | null = null;
  const homePlace = config.CHAINWRIGHT_HOME_PLACE ? placeFromText(config.CHAINWRIGHT_HOME_PLACE) : null;
  return createTools({
    ...{ outbound, home, fileLimits: fileLimits(settings) },
    browser: {
      executable: () => (browser ??= findBrowser({ home, env })),
      isTraced: () => settings.current().CHAINWRIGHT_BROWSER_TRACE,
      board: createBrowserBoard(db.sql, signals),
    },
    weather: {
      baseUrl: config.CHAINWRIGHT_WEATHER_URL,
      ...geocoding(config),
      home: async (userId) => (userId ? ((await findUser(db.orm, userId))?.home ?? homePlace) : homePlace),
    },
    async notify(note) {
      if (note.userId === null) return;
      const { key, userId, level, title, body, executionId, stepId } = note;
      await insertNotification(db.sql, {
        id: newId(),
        userId,
        dedupeKey: key,
        level,
        title,
        body,
        executionId,
        ...{ kind: "message", stepId, chainId: null, chainName: null },
      });
    },
    llm: llmSettings(config),
    log: { warn: (message, data) => log.warn(data ?? {}, message) },
  });
}

/** Where a secret may be sent, without its value. */
async function findSecret(
  { orm }: Database,
  env: Record<string, string | undefined>,
  userId: string | null,
  name: string,
): Promise<{ hosts: readonly string[] } | null> {
  if (userId !== null) return findSecretNamed(orm, userId, name);
  return operatorSecret(env, name) === null ? null : { hosts: [] };
}
