/** The stage of a run: a database that can be crashed, the witness outside, and worker processes, each on a line of its own. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "../db/client";
import { Ledger } from "../server/engine/testing/ledger";
import type { TcpProxy } from "../server/engine/testing/tcp-proxy";
import type { WorkerOrder } from "../server/engine/testing/worker-orders";
import { WorkerProcess } from "../server/engine/testing/worker-process";
import { SoakDatabase } from "./database";
import { RECEIVER_VARIABLE } from "./deliveries/expected";
import { HookReceiver } from "./deliveries/receiver";
import type { Random } from "./random";
import { Tally } from "./tally";

export interface Worker {
  process: WorkerProcess;
  line: TcpProxy;
  /** It cannot be asked for anything now: stopped, or cut off. */
  away: boolean;
  /** A fault has chosen it. */
  chosen: boolean;
}

const WORKER = path.join(import.meta.dirname, "worker.ts");
/** A worker that does not answer an order by then may have done it or not. */
const ORDER_WITHIN_MS = 3_000;

export interface RigOptions {
  leaseMs: number;
  workers: number;
}

export class Rig {
  readonly tally = new Tally();
  workers: Worker[] = [];
  private readonly ended: Worker[] = [];

  private constructor(
    readonly database: SoakDatabase,
    readonly ledger: Ledger,
    readonly receiver: HookReceiver,
    readonly options: RigOptions,
  ) {}

  static async open(options: RigOptions): Promise<Rig> {
    const database = await SoakDatabase.open();
    const rig = new Rig(database, await Ledger.open(database.db.sql), await HookReceiver.open(), options);
    await rig.refill();
    return rig;
  }

  get sql(): Sql {
    return this.database.db.sql;
  }

  get leaseMs(): number {
    return this.options.leaseMs;
  }

  async addWorker(leaseMs = this.options.leaseMs): Promise<Worker> {
    const { line, url } = await this.database.line();
    const process = await WorkerProcess.start({
      ...{ url, leaseMs, ledgerUrl: this.ledger.url, results: this.database.folder },
      ...{ failpointFile: this.hitsFile, program: WORKER, env: { [RECEIVER_VARIABLE]: this.receiver.url } },
    });
    const worker = { process, line, away: false, chosen: false };
    this.workers.push(worker);
    return worker;
  }

  /** Takes the dead off the list, and puts living ones in their place. */
  async refill(): Promise<void> {
    for (const worker of this.workers.filter(({ process }) => !process.alive)) await this.bury(worker);
    while (this.workers.length < this.options.workers) await this.addWorker();
    for (const worker of this.workers) worker.chosen = false;
  }

  async bury(worker: Worker): Promise<void> {
    await worker.process.end();
    await worker.line.close();
    this.database.forget(worker.line);
    this.workers = this.workers.filter((other) => other !== worker);
    this.ended.push(worker);
  }

  /** Tells a worker to do something. False: nobody knows whether it did. */
  async order({ process, away }: Worker, order: WorkerOrder): Promise<boolean> {
    if (away || !process.alive) return false;
    return Promise.race([process.order(order), wait(ORDER_WITHIN_MS, false, { ref: false })]);
  }

  /** A worker for a fault to break, that no other fault has chosen; free again once the rig is whole. */
  victim(random: Random): Worker {
    const victim = random.pick(this.workers.filter(({ chosen }) => !chosen));
    victim.chosen = true;
    return victim;
  }

  /** How often some worker has said this. */
  heard(text: string): number {
    return [...this.workers, ...this.ended].reduce(
      (sum, { process }) => sum + process.lines.filter((line) => line.includes(text)).length,
      0,
    );
  }

  /** Names of the failpoints at which a worker ended itself, with how often. */
  hits(): Map<string, number> {
    const hits = new Map<string, number>();
    if (!existsSync(this.hitsFile)) return hits;
    for (const line of readFileSync(this.hitsFile, "utf8").split("\n").filter(Boolean)) {
      const [name = ""] = line.split(" ");
      hits.set(name, (hits.get(name) ?? 0) + 1);
    }
    return hits;
  }

  /** Ends everything; says what was left. */
  async close(): Promise<string[]> {
    const left: string[] = [];
    for (const worker of [...this.workers]) await this.bury(worker);
    await this.ledger.close();
    await this.receiver.close();
    const gone = await this.settles(async () => (await this.database.strangers()) === 0, 10_000);
    if (!gone) left.push(`${await this.database.strangers()} connections of workers are still open`);
    for (const { process } of this.ended) if (isAlive(process.pid)) left.push(`process ${process.pid} still runs`);
    const { folder } = this.database;
    await this.database.close();
    if (existsSync(folder)) left.push(`${folder} is still there`);
    return left;
  }

  /** Looks again and again until it holds; false when the time is over. Trouble with the database is no answer. */
  async settles(condition: () => Promise<boolean> | boolean, withinMs: number): Promise<boolean> {
    for (const until = performance.now() + withinMs; ; ) {
      if (await Promise.resolve(condition()).catch(() => false)) return true;
      if (performance.now() > until) return false;
      await wait(20);
    }
  }

  private get hitsFile(): string {
    return path.join(this.database.folder, "failpoints");
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
