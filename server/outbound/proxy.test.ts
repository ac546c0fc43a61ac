import http from "node:http";
import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseAllowHosts } from "./allow-list";
import { type LoopbackServer, startLoopbackServer } from "./loopback-server";
import { createOutbound, type Outbound } from "./outbound";

let target: LoopbackServer;
beforeAll(async () => {
  target = await startLoopbackServer((request, response) => response.end(`${request.method} ${request.url}`));
});
afterAll(() => target.close());
const open: Outbound[] = [];
afterEach(async () => {
  for (const outbound of open.splice(0)) await outbound.close();
});
async function proxyUrl(allow: string, resolve?: Parameters<typeof createOutbound>[0]["resolve"]) {
  const outbound = createOutbound({ allowHosts: parseAllowHosts(allow), resolve });
  open.push(outbound);
  return new URL((await outbound.proxy()).url);
}

function absolute(proxy: URL, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: proxy.hostname, port: proxy.port, path, agent: false }, (response) => {
      let body = "";
      response.on("data", (part) => {
        body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject).end();
  });
}

function connect(proxy: URL, path: string): Promise<{ status: number; socket: Socket }> {
  return new Promise((resolve, reject) => {
    http
      .request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path, agent: false })
      .on("connect", (response, socket) => resolve({ status: response.statusCode ?? 0, socket: socket as Socket }))
      .on("error", reject)
      .end();
  });
}

describe("the browser's proxy", () => {
  it("forwards plain http to allowed hosts", async () => {
    const proxy = await proxyUrl("127.0.0.1");
    expect(await absolute(proxy, `${target.url}/a?b`)).toEqual({ status: 200, body: "GET /a?b" });
  });

  it.each([
    "http://127.0.0.1:9/",
    "http://2130706433/",
    "http://[::1]/",
    "file:///etc/passwd",
    "https://x.example/",
    "/x",
  ])("refuses %s", async (path) => {
    const { status } = await absolute(await proxyUrl(""), path);
    expect(status).toBe(403);
  });

  it("refuses a name with a private address, in both forms", async () => {
    const proxy = await proxyUrl("", async () => [{ address: "127.0.0.1", family: 4 }]);
    expect((await absolute(proxy, `http://rebind.example:${target.port}/`)).status).toBe(403);
    const { status, socket } = await connect(proxy, `rebind.example:${target.port}`);
    socket.destroy();
    expect(status).toBe(403);
  });

  it("refuses itself", async () => {
    const proxy = await proxyUrl("");
    expect((await absolute(proxy, proxy.href)).status).toBe(403);
  });

  it("tunnels to allowed hosts and to no others", async () => {
    const proxy = await proxyUrl(`127.0.0.1:${target.port}`);
    const { status, socket } = await connect(proxy, `127.0.0.1:${target.port}`);
    expect(status).toBe(200);
    socket.write(`GET /t HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    let answer = "";
    for await (const part of socket) answer += part;
    expect(answer).toContain("GET /t");
    const refused = await connect(proxy, "127.0.0.1:9");
    refused.socket.destroy();
    expect(refused.status).toBe(403);
  });

  it("says when the host cannot be reached", async () => {
    const proxy = await proxyUrl("127.0.0.1");
    expect(await absolute(proxy, "http://127.0.0.1:1/")).toEqual({
      status: 502,
      body: "127.0.0.1:1: nothing accepts connections there.\n",
    });
  });
});
