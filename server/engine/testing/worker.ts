/**
 * A process that drives executions, for tests that kill it: a whole engine whose steps ask the test's ledger what to do.
 * Run with `node --import tsx worker.ts`; it says `ready` on standard output, then one line for each thing it logs.
 */
import postgres from "postgres";
import { openDatabase } from "../../../db/client";
import { listenToSignals } from "../../store/signals";
import { createEngine } from "../engine";
import type { EngineLog, StepPort } from "../ports";

const { DATABASE_URL: url = "", LEDGER_URL: ledger = "", LEASE_MS: leaseMs = "8000" } = process.env;

const say = (_: object, message: string) => console.log(message);
const log: EngineLog = { info: say, warn: say, error: say };

const port: StepPort = {
  async run(call, io) {
    const body = JSON.stringify({ ...call, pid: process.pid });
    const answer = await fetch(ledger, { method: "POST", body, signal: io.signal }).catch((error: Error) => error);
    if (answer instanceof Error) {
      return { status: "failed", error: { code: "tool_error", message: answer.message, retryable: true } };
    }
    return { status: "succeeded", result: (await answer.json()) as string };
  },
  async release() {},
};

const db = openDatabase({ url });
const leaseSql = postgres(url, { max: 1, onnotice: () => {} });
const signals = await listenToSignals(db.sql);
const lease = Number(leaseMs);
const engine = createEngine({
  ...{ sql: db.sql, leaseSql, signals, port, log },
  lease: { leaseMs: lease, renewEveryMs: lease / 4, marginMs: lease / 8 },
  results: { save: () => Promise.reject(new Error("no files here")), load: async () => null },
  secrets: { read: async () => null },
});
await engine.start();

process.once("SIGTERM", async () => {
  await engine.drain();
  await signals.close();
  await Promise.all([db.close(), leaseSql.end({ timeout: 1 })]);
  // Nothing is open any more, so the process ends by itself.
});
// The engine's timers keep no process alive; this one stands for a server's socket, and goes when the input does.
process.stdin.resume();
process.once("SIGTERM", () => process.stdin.destroy());
console.log("ready");
