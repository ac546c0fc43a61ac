import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sql } from "../../../db/client";
import { begunSteps } from "../../store/history";

/** A call that reached the outside world, and what the database said of its step at that moment. */
export interface LedgerCall {
  executionId: string;
  stepId: string;
  /** Of an item of a loop: its index. */
  item: number | null;
  attempt: number;
  effectId: string;
  pid: number;
  /** When the engine began it, and when it came in; real time, whatever clock the process has. */
  beganAt: number;
  arrivedAt: number;
  /** `unknown`: the database did not answer. */
  recorded: { status: string; attempt: number } | "unknown" | null;
}

interface HeldCall {
  call: LedgerCall;
  response: ServerResponse;
}

/** The witness outside: steps call it over HTTP, it writes down every call, and keeps answers back when it is told to. */
export class Ledger {
  readonly calls: LedgerCall[] = [];
  /** Calls of these steps wait for `answer`. */
  readonly holds = new Set<string>();
  /** Whether it asks the database about each call; not while only time counts. */
  judges = true;
  private held: HeldCall[] = [];
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly sql: Sql,
  ) {}

  static async open(sql: Sql): Promise<Ledger> {
    const server = createServer();
    const ledger = new Ledger(server, sql);
    server.on("request", async (request, response) => {
      const arrivedAt = Date.now();
      let body = "";
      // A process that is killed while it speaks is no failure of the witness.
      try {
        for await (const chunk of request) body += chunk;
      } catch {
        return;
      }
      await ledger.take({ ...JSON.parse(body), arrivedAt }, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return ledger;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  callsOf(filter: Partial<LedgerCall>): LedgerCall[] {
    const wanted = Object.entries(filter);
    return this.calls.filter((call) => wanted.every(([key, value]) => call[key as keyof LedgerCall] === value));
  }

  /** Answers all calls that are kept back. */
  answer(): void {
    for (const { call, response } of this.held.splice(0)) this.respond(call, response);
  }

  /** Waits until as many calls of that kind have come in. */
  async until(count: number, filter: Partial<LedgerCall>): Promise<LedgerCall[]> {
    while (this.callsOf(filter).length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.callsOf(filter);
  }

  /** Forgets what was written down, for the next round of a long run. */
  clear(): void {
    this.calls.length = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(call: Omit<LedgerCall, "recorded">, response: ServerResponse): Promise<void> {
    const { executionId, stepId, item = null, attempt, effectId, pid, beganAt, arrivedAt } = call;
    const recorded = this.judges ? await this.recordedOf(executionId, stepId, item) : "unknown";
    const noted = { executionId, stepId, item, attempt, effectId, pid, beganAt, arrivedAt, recorded };
    this.calls.push(noted);
    if (this.holds.has(stepId)) this.held.push({ call: noted, response });
    else this.respond(noted, response);
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private async recordedOf(executionId: string, stepId: string, item: number | null): Promise<LedgerCall["recorded"]> {
    try {
      const [row] = await this.sql<{ status: string; attempt: number }[]>`
        select status, attempt from ${begunSteps(this.sql, this.sql`${executionId}::text`)} s
        where step_id = ${stepId} and item = ${item ?? -1}`;
      return row ? { ...row } : null;
    } catch {
      return "unknown";
    }
  }

  private respond(call: LedgerCall, response: ServerResponse): void {
    response.end(JSON.stringify(`${call.stepId} by ${call.attempt}`));
  }
}
