import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import type { TestDatabase } from "../../db/testing/test-database";
import { EngineHarness } from "../engine/testing/engine-harness";
import { createLog } from "../log";
import { loadKeys } from "../secrets/keys";
import type { Actor } from "../services/actor";
import { hashPassword } from "../services/passwords";
import { createServices, type Services } from "../services/services";
import { type Settings, watchSettings } from "../settings/settings";
import { findSecretNamed } from "../store/secrets";
import { listenToSignals, type Signals } from "../store/signals";
import { insertSession, insertUser } from "../store/users";
import { toolCatalog } from "../tools/descriptions";
import { copyStepFiles } from "../tools/files/copy-steps";

export type Person = Extract<Actor, { type: "user" }>;

export const PASSWORD = "correct horse battery";
/** Names of secrets that exist for everybody. */
const SECRETS = new Set(["shop_password"]);

/** The real services on a real database of their own; nothing drives executions until `harness.engine` is called. */
export class ServiceBench {
  private passwordHash: Promise<string> | null = null;

  private constructor(
    readonly harness: EngineHarness,
    readonly home: string,
    readonly signals: Signals,
    readonly settings: Settings,
    readonly services: Services,
  ) {}

  static async open(): Promise<ServiceBench> {
    const harness = await EngineHarness.create();
    const home = await mkdtemp(path.join(tmpdir(), "chainwright-services-"));
    const signals = await listenToSignals(harness.db.sql);
    const settings = await watchSettings({ orm: harness.db.orm, signals, env: {}, log: createLog("silent") });
    const services = createServices({
      ...{
        db: harness.db,
        signals,
        catalog: toolCatalog,
        home,
        log: createLog("silent"),
        keys: loadKeys(home, undefined),
        settings,
      },
      findSecret: async (userId, name) =>
        (userId && (await findSecretNamed(harness.db.orm, userId, name))) || (SECRETS.has(name) ? { hosts: [] } : null),
      copyFiles: (from, to, stepIds) => copyStepFiles(home, from, to, stepIds),
    });
    return new ServiceBench(harness, home, signals, settings, services);
  }

  get db(): TestDatabase {
    return this.harness.db;
  }

  /** Somebody with an account and a session. */
  async person(role: "admin" | "user" = "user"): Promise<Person> {
    this.passwordHash ??= hashPassword(PASSWORD);
    const [id, sessionId] = [uuidv7(), uuidv7()];
    const email = `${id}@example.com`;
    await insertUser(this.db.orm, { id, email, name: "Ada", passwordHash: await this.passwordHash, role });
    const expiresAt = new Date(Date.now() + 3_600_000);
    await insertSession(this.db.orm, { id: sessionId, userId: id, userAgent: null, expiresAt });
    return { type: "user", id, name: "Ada", email, role, sessionId };
  }

  async close(): Promise<void> {
    this.settings.stop();
    await this.signals.close();
    await this.harness.close();
    await rm(this.home, { recursive: true, force: true });
  }
}

/** A chain as its owner writes it: steps that hand a value on. */
export function chainText(name: string, lines: string[] = [], steps: string[] = ["one"]): string {
  const body = steps.map((id) => `  - { id: ${id}, tool: transform, operation: set, parameters: { value: 1 } }`);
  return [`name: ${name}`, ...lines, "steps:", ...body].join("\n");
}
