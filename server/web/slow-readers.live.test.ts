import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addEvents, queue } from "../store/testing/rows";
import { type Person, ServiceBench } from "../testing/service-bench";
import { cutSlowReaders } from "./slow-readers";
import { LiveServer } from "./testing/live-server";

/** More than what the kernel buffers on both sides. */
const EVENTS = 3_000;
const EVENT_BYTES = 8_000;
const MEGABYTE = 1_048_576;

let bench: ServiceBench;
let ada: Person;
let server: LiveServer;
let path: string;
const cuts: number[] = [];
let stopCutting = () => {};
beforeEach(async () => {
  bench = await ServiceBench.open();
  ada = await bench.person();
  server = await LiveServer.open(bench.services, ada);
  const [id = ""] = await queue(bench.db.sql, 1);
  await bench.db.sql`update executions set user_id = ${ada.id} where id = ${id}`;
  await addEvents(bench.db.sql, id, EVENTS, EVENT_BYTES);
  path = LiveServer.followPath([id]);
  cuts.length = 0;
});
afterEach(async () => {
  stopCutting();
  await server.close();
  await bench.close();
});

const cutAfter = (patienceMs: number) => {
  stopCutting = cutSlowReaders({ patienceMs, path: "/api/trpc/live.follow", onCut: (bytes) => cuts.push(bytes) });
};

async function follow(): Promise<Socket> {
  const socket = createConnection(server.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n\r\n`);
  return socket;
}

test("a reader that takes nothing is cut; less than a megabyte waited for it, and its stream is over", async () => {
  cutAfter(400);
  const socket = await follow();
  socket.on("error", () => {});
  // It reads the first piece, and then no more.
  await once(socket, "readable");
  socket.read(100);
  while (cuts.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(cuts).toHaveLength(1);
  expect(server.mostWaiting).toBeGreaterThan(0);
  expect(server.mostWaiting).toBeLessThan(MEGABYTE);
  while (server.open > 0) await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
});

test("a reader that is slow and goes on is not cut, and gets everything", async () => {
  cutAfter(400);
  const socket = await follow();
  let last = 0;
  let tail = "";
  for await (const piece of socket) {
    tail = (tail + piece).slice(-200_000);
    for (const [, seq] of tail.matchAll(/"seq":(\d+)/g)) last = Math.max(last, Number(seq));
    if (last === EVENTS + 1) break;
    // A few milliseconds for each piece: seconds for all of it, and never as long as the patience.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(last).toBe(EVENTS + 1);
  expect(cuts).toEqual([]);
});

test("other requests are none of its business", async () => {
  cutAfter(1);
  const response = await fetch(
    `http://127.0.0.1:${server.port}/api/trpc/executions.list?input=%7B%22json%22%3A%7B%7D%7D`,
  );
  await response.text();
  expect(cuts).toEqual([]);
});
