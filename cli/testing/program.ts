import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "../../db/testing/test-database";

const ROOT = path.resolve(import.meta.dirname, "../..");

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A process of the program. */
export interface Started {
  process: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves with the match when it has written so. Rejects when it ends before. */
  wrote(where: "out" | "err", what: RegExp): Promise<RegExpExecArray>;
}

/** The program as people start it, in processes of its own, on a real database. */
export class Chainwright {
  private constructor(
    private readonly database: TestDatabase,
    readonly home: string,
    private readonly more: Record<string, string>,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<Chainwright> {
    return new Chainwright(await createTestDatabase(), mkdtempSync(path.join(tmpdir(), "chainwright-cli-")), env);
  }

  start(args: string[], input = ""): Started {
    const env = { ...process.env, ...this.more, CHAINWRIGHT_HOME: this.home, DATABASE_URL: this.database.url };
    const child = spawn(process.execPath, ["scripts/chainwright.mjs", ...args], {
      ...{ cwd: ROOT, env, stdio: ["pipe", "pipe", "pipe"] },
    });
    child.stdin?.end(input);
    const text = { out: "", err: "" };
    const listeners = new Set<() => void>();
    const hear = (where: "out" | "err") => (data: Buffer) => {
      text[where] += data.toString();
      for (const listener of listeners) listener();
    };
    child.stdout?.on("data", hear("out"));
    child.stderr?.on("data", hear("err"));
    const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, ...text })));
    const wrote = (where: "out" | "err", what: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const match = what.exec(text[where]);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(({ err }) => reject(new Error(`It ended before it wrote ${what}: ${err}`)));
      });
    return { process: child, ended, wrote };
  }

  run(args: string[], input?: string): Promise<Ended> {
    return this.start(args, input).ended;
  }

  /** Runs a command again until what it says holds. */
  async until(args: string[], holds: (ended: Ended) => boolean): Promise<Ended> {
    for (;;) {
      const ended = await this.run(args);
      if (holds(ended)) return ended;
    }
  }

  async close(): Promise<void> {
    await this.database.drop();
    rmSync(this.home, { recursive: true, force: true });
  }
}
