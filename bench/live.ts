import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { planOf } from "../server/core/execution/testing/plan-of";
import { createLog } from "../server/log";
import { newId } from "../server/new-id";
import { loadKeys } from "../server/secrets/keys";
import { createServices } from "../server/services/services";
import { fixedSettings } from "../server/settings/settings";
import { insertUser } from "../server/store/users";
import { toolCatalog } from "../server/tools/descriptions";
import { LiveServer } from "../server/web/testing/live-server";
import type { BenchDatabase } from "./bench-database";
import type { BenchEngine } from "./bench-engine";
import { watchCommits } from "./commits";
import type { Arrival } from "./live-clients";
import { percentile } from "./statistics";

const CLIENTS = 100;
const STEPS = 20;
const STEP_MS = 200;

const epochNow = () => performance.timeOrigin + performance.now();

/**
 * W6: from the end of a step's function to its event at a client, with a hundred clients in a process of their own, over the API's
 * own route. Ten executions with ten clients each, whose steps take 200 ms; and then one execution that all hundred follow.
 */
export async function live(db: BenchDatabase, engine: BenchEngine) {
  const usual = await follow(db, engine, 10);
  const crowd = await follow(db, engine, 1);
  return {
    ...usual,
    crowd_p50_ms: crowd.p50_ms,
    crowd_p99_ms: crowd.p99_ms,
    crowd_commit_p99_ms: crowd.commit_p99_ms,
  };
}

async function follow(db: BenchDatabase, engine: BenchEngine, executions: number) {
  const services = createServices({
    ...{ db, signals: engine.signals, catalog: toolCatalog, home: "", log: createLog("silent") },
    findSecret: async () => null,
    settings: fixedSettings(),
    keys: loadKeys("", Buffer.alloc(32).toString("base64")),
    copyFiles: async () => {},
  });
  const user = {
    id: newId(),
    email: `${newId()}@example.com`,
    name: "Bench",
    passwordHash: "",
    role: "user" as const,
  };
  await insertUser(db.orm, user);
  const server = await LiveServer.open(services, { type: "user", ...user, sessionId: "" });
  const clients = fork(path.join(import.meta.dirname, "live-clients.mjs"), [String(CLIENTS), String(CLIENTS * STEPS)]);
  try {
    const ends = new Map<string, number>();
    let go = () => {};
    const connected = new Promise<void>((resolve) => {
      go = resolve;
    });
    engine.onStep = async (executionId, stepId) => {
      // Not all at the same moment.
      const pause = stepId === "s0" ? Math.random() * STEP_MS : STEP_MS;
      await connected;
      await new Promise((resolve) => setTimeout(resolve, pause));
      ends.set(`${executionId} ${stepId}`, epochNow());
    };
    const plan = planOf(
      Array.from({ length: STEPS }, (_, index) => ({ id: `s${index}` })),
      { name: "Followed" },
    );
    const started = await Promise.all(Array.from({ length: executions }, () => engine.start(plan, user.id)));
    clients.send({ port: server.port, paths: started.map(({ id }) => LiveServer.followPath([id])) });
    await once(clients, "message");
    const commits = await watchCommits(db);
    go();
    const [arrivals] = (await once(clients, "message")) as [Arrival[]];
    const commit_p99_ms = await commits.end();
    await Promise.all(started.map((execution) => execution.ended));
    const delays = arrivals.map(([step, at]) => at - (ends.get(step) ?? Number.NaN));
    return { p50_ms: percentile(delays, 0.5), p99_ms: percentile(delays, 0.99), commit_p99_ms };
  } finally {
    engine.onStep = () => {};
    clients.kill();
    await server.close();
    // The streams notice that their readers have gone; the database must not close before.
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
