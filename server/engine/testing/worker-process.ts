import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** A real process that drives executions. */
export class WorkerProcess {
  readonly lines: string[] = [];
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private waiting: (() => void)[] = [];

  private constructor(private readonly child: ChildProcess) {
    this.exited = once(child, "exit").then(([code, signal]) => ({ code, signal }));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface(stream).on("line", (line) => this.hear(line));
    }
    void this.exited.then(() => this.hear("exited"));
  }

  /** Starts one and waits until it looks for work. */
  static async start(options: { url: string; ledgerUrl: string; leaseMs: number }): Promise<WorkerProcess> {
    const url = new URL(options.url);
    url.searchParams.set("application_name", "worker");
    const file = path.join(import.meta.dirname, "worker.ts");
    const child = spawn(process.execPath, ["--import", "tsx", file], {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        ...{ DATABASE_URL: url.toString(), LEDGER_URL: options.ledgerUrl, LEASE_MS: String(options.leaseMs) },
      },
    });
    const worker = new WorkerProcess(child);
    await worker.said("ready");
    return worker;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Waits for a line that contains the text. */
  async said(text: string): Promise<void> {
    while (!this.lines.some((line) => line.includes(text))) {
      if (this.lines.includes("exited")) throw new Error(`The worker ended: ${this.lines.join("\n")}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async end(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  private hear(line: string): void {
    this.lines.push(line);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
