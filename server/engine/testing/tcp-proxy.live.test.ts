import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TcpProxy } from "./tcp-proxy";

/** A server that says everything back. */
let echo: Server;
let proxy: TcpProxy;
const open: Socket[] = [];
beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  proxy = await TcpProxy.open((echo.address() as AddressInfo).port);
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await proxy.close();
  echo.close();
});

async function connect(): Promise<Socket> {
  const socket = createConnection(proxy.port, "127.0.0.1");
  open.push(socket);
  await once(socket, "connect");
  return socket;
}

async function say(socket: Socket, text: string): Promise<string> {
  const answer = once(socket, "data");
  socket.write(text);
  return String((await answer)[0]);
}

test("what is said arrives, and order is kept when a delay is switched on and off", async () => {
  const socket = await connect();
  expect(await say(socket, "one")).toBe("one");
  let heard = "";
  const all = new Promise<void>((resolve) => {
    socket.on("data", (piece) => {
      heard += piece;
      if (heard.length === 6) resolve();
    });
  });
  proxy.toServer.delayMs = 30;
  socket.write("abc", () => {
    proxy.toServer.delayMs = 0;
    socket.write("def");
  });
  await all;
  expect(heard).toBe("abcdef");
});

test("reset cuts what is open, and new connections work", async () => {
  const socket = await connect();
  await say(socket, "hello");
  const failure = once(socket, "error");
  expect(proxy.reset()).toBe(1);
  expect((await failure)[0]).toMatchObject({ code: "ECONNRESET" });
  expect(await say(await connect(), "again")).toBe("again");
});

test("refuse shuts the door and leaves those inside; heal opens it on the same port", async () => {
  const inside = await connect();
  await say(inside, "hello");
  await proxy.refuse();
  await expect(connect()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await say(inside, "still here")).toBe("still here");
  await proxy.heal();
  expect(await say(await connect(), "back")).toBe("back");
});

test("half open: bytes are taken and nothing comes back; after heal a new connection is whole", async () => {
  const stalled = await connect();
  await say(stalled, "hello");
  proxy.toServer.swallow = true;
  let heard = "";
  stalled.on("data", (piece) => {
    heard += piece;
  });
  stalled.write("lost");
  const other = await connect();
  other.write("lost too");
  while (proxy.swallowed < 2) await new Promise((resolve) => setImmediate(resolve));
  await proxy.heal();
  expect(await say(await connect(), "whole")).toBe("whole");
  expect(heard).toBe("");
});
