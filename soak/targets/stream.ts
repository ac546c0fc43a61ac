import { once } from "node:events";
import { createConnection } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { CHANNELS } from "../../server/store/channels";
import { addEvents } from "../../server/store/testing/rows";
import { cutSlowReaders } from "../../server/web/slow-readers";
import { LiveServer } from "../../server/web/testing/live-server";
import { oneStepChain } from "../chains";
import type { Rig } from "../rig";
import { start } from "../starting";
import type { Stage } from "./stage";
import type { Target } from "./target";

const EVENTS = 2_000;
const RECONNECT_MS = 200;
const MEGABYTE = 1_048_576;

/** An execution of somebody's that no worker takes up. */
async function followed(rig: Rig, userId: string): Promise<string> {
  const { id } = await start(rig, oneStepChain, null, { userId, heldForMs: 3_600_000 });
  return id;
}

/** A browser whose connection breaks all the time, while events are committed. */
export async function measureReconnects(rig: Rig, stage: Stage): Promise<Target> {
  const person = await stage.person();
  const server = await LiveServer.open(stage.services, person);
  const id = await followed(rig, person.id);
  const writing = commitEvents(rig, id);
  const seen: number[] = [];
  let lastEventId: string | null = null;
  let connections = 0;
  for (const until = performance.now() + 60_000; performance.now() < until && Math.max(0, ...seen) <= EVENTS; ) {
    connections += 1;
    const hangUp = AbortSignal.timeout(RECONNECT_MS);
    lastEventId = await read(
      `http://127.0.0.1:${server.port}${LiveServer.followPath([id], lastEventId)}`,
      hangUp,
      seen,
      lastEventId,
    );
  }
  await writing;
  await server.close();
  const lost = EVENTS + 1 - new Set(seen).size;
  const doubled = seen.length - new Set(seen).size;
  return {
    what: `SSE reconnect every ${RECONNECT_MS} ms while 2,000 events commit`,
    target: "0 lost, 0 shown twice",
    measured: `${lost} lost, ${doubled} twice, ${connections} connections`,
    met: lost === 0 && doubled === 0,
  };
}

async function commitEvents(rig: Rig, id: string): Promise<void> {
  for (let left = EVENTS; left > 0; left -= 10) {
    await addEvents(rig.sql, id, 10, 100);
    await rig.sql`select pg_notify(${CHANNELS.events}, ${id})`;
    await wait(15);
  }
}

/** Reads whole messages until the connection is cut; answers with the id of the last one. */
async function read(url: string, signal: AbortSignal, seen: number[], from: string | null): Promise<string | null> {
  let last = from;
  let text = "";
  try {
    const response = await fetch(url, { signal, headers: { accept: "text/event-stream" } });
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(piece).toString();
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        const seq = /"seq":(\d+)/.exec(message)?.[1];
        const eventId = /^id: ?(.*)$/m.exec(message)?.[1];
        if (!seq || !eventId) continue;
        seen.push(Number(seq));
        last = eventId;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return last;
}

/** Readers that take nothing, each of an execution with 24 MB of events. */
export async function measureSlowReaders(rig: Rig, stage: Stage): Promise<Target> {
  const person = await stage.person();
  const server = await LiveServer.open(stage.services, person);
  const id = await followed(rig, person.id);
  await addEvents(rig.sql, id, 3_000, 8_000);
  const before = memoryInUse();
  let [cut, most] = [0, before];
  const onCut = () => {
    cut += 1;
    most = Math.max(most, memoryInUse());
  };
  const stop = cutSlowReaders({ patienceMs: 3_000, path: "/api/trpc/live.follow", onCut });
  const sockets = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const socket = createConnection(server.port, "127.0.0.1").on("error", () => {});
      await once(socket, "connect");
      socket.write(`GET ${LiveServer.followPath([id])} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n`);
      return socket.pause();
    }),
  );
  await rig.settles(() => cut === sockets.length, 60_000);
  stop();
  for (const socket of sockets) socket.destroy();
  await server.close();
  const grown = (most - before) / MEGABYTE;
  const waiting = server.mostWaiting / MEGABYTE;
  return {
    what: "a slow SSE reader",
    target: "cut, at most 1 MB buffered; memory +10 MB at most",
    measured: `${cut} of ${sockets.length} cut, ${waiting.toFixed(2)} MB buffered, memory +${grown.toFixed(1)} MB`,
    met: cut === sockets.length && waiting <= 1 && grown <= 10,
  };
}

/** Bytes that are really held: garbage is collected first. */
function memoryInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
