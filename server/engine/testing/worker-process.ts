import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { WorkerOrder } from "./worker-orders";

export interface WorkerProcessOptions {
  url: string;
  ledgerUrl: string;
  leaseMs: number;
  /** Folder for large results. */
  results?: string;
  /** File that gets a line when a failpoint ends the process. */
  failpointFile?: string;
  /** Another program than `worker.ts`, and what it reads from its environment. */
  program?: string;
  env?: Readonly<Record<string, string>>;
}

/** A real process that drives executions. */
export class WorkerProcess {
  readonly lines: string[] = [];
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  alive = true;
  private orders = 0;
  private waiting: (() => void)[] = [];

  private constructor(private readonly child: ChildProcess) {
    this.exited = once(child, "exit").then(([code, signal]) => ({ code, signal }));
    // An order that comes too late finds nobody.
    child.stdin?.on("error", () => {});
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface(stream).on("line", (line) => this.hear(line));
    }
    void this.exited.then(() => {
      this.alive = false;
      this.hear("exited");
    });
  }

  /** Starts one and waits until it looks for work. */
  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    const url = new URL(options.url);
    url.searchParams.set("application_name", "worker");
    const file = options.program ?? path.join(import.meta.dirname, "worker.ts");
    const child = spawn(process.execPath, ["--import", "tsx", file], {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        ...options.env,
        ...{ DATABASE_URL: url.toString(), LEDGER_URL: options.ledgerUrl, LEASE_MS: String(options.leaseMs) },
        ...{ RESULTS: options.results ?? "", CHAINWRIGHT_FAILPOINT_FILE: options.failpointFile ?? "" },
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

  /** Tells it to do something. False: it refused, or it ended meanwhile. */
  async order(order: WorkerOrder): Promise<boolean> {
    this.orders += 1;
    const number = this.orders;
    this.child.stdin?.write(`${JSON.stringify(order)}\n`);
    const answer = (line: string) => line === `done ${number}` || line.startsWith(`refused ${number} `);
    while (!this.lines.some(answer) && this.alive) await this.nextLine();
    return this.lines.includes(`done ${number}`);
  }

  /** Waits for a line that contains the text. */
  async said(text: string): Promise<void> {
    while (!this.lines.some((line) => line.includes(text))) {
      if (!this.alive) throw new Error(`The worker ended: ${this.lines.join("\n")}`);
      await this.nextLine();
    }
  }

  async end(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  private nextLine(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private hear(line: string): void {
    this.lines.push(line);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
