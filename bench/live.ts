import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { planOf } from "../server/core/execution/testing/plan-of";
import { createLog } from "../server/log";
import { createServices } from "../server/services/services";
import { insertUser } from "../server/store/users";
import { toolCatalog } from "../server/tools/descriptions";
import { LiveServer } from "../server/web/testing/live-server";
import type { BenchDatabase } from "./bench-database";
import type { BenchEngine } from "./bench-engine";
import type { Arrival } from "./live-clients";
import { percentile } from "./statistics";

const CLIENTS = 100;
const STEPS = 40;

const epochNow = () => performance.timeOrigin + performance.now();

/**
 * W6: one execution, followed by a hundred clients in a process of their own: from the end of a step's function to its event at each
 * client, over the API's own route. Steps take 100 ms.
 */
export async function live(db: BenchDatabase, engine: BenchEngine) {
  const services = createServices({
    ...{ db, signals: engine.signals, catalog: toolCatalog, home: "", log: createLog("silent") },
    hasSecret: async () => false,
    copyFiles: async () => {},
  });
  const user = {
    id: uuidv7(),
    email: `${uuidv7()}@example.com`,
    name: "Bench",
    passwordHash: "",
    role: "user" as const,
  };
  await insertUser(db.orm, user);
  const server = await LiveServer.open(services, { type: "user", ...user, sessionId: "" });
  const clients = fork(path.join(import.meta.dirname, "live-clients.ts"), [String(CLIENTS), String(STEPS)]);
  try {
    const ends = new Map<string, number>();
    let follow: (() => void) | undefined;
    const connected = new Promise<void>((resolve) => {
      follow = resolve;
    });
    engine.onStep = async (_execution, stepId) => {
      if (stepId === "s0") await connected;
      else await new Promise((resolve) => setTimeout(resolve, 100));
      ends.set(stepId, epochNow());
    };
    const steps = Array.from({ length: STEPS }, (_, index) => ({ id: `s${index}` }));
    const execution = await engine.start(planOf(steps, { name: "Followed" }), user.id);
    clients.send({ port: server.port, path: LiveServer.followPath([execution.id]) });
    await once(clients, "message");
    follow?.();
    const [arrivals] = (await once(clients, "message")) as [Arrival[]];
    await execution.ended;
    const delays = arrivals.flatMap(([stepId, at]) => (stepId === "s0" ? [] : [at - (ends.get(stepId) ?? Number.NaN)]));
    return { p50_ms: percentile(delays, 0.5), p99_ms: percentile(delays, 0.99) };
  } finally {
    engine.onStep = () => {};
    clients.kill();
    await server.close();
  }
}
