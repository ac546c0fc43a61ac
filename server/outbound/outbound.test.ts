import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseAllowHosts } from "./allow-list";
import { OutboundFailed } from "./failure";
import { OutboundRefused } from "./guard";
import { type LoopbackServer, startLoopbackServer } from "./loopback-server";
import { createOutbound, type Outbound } from "./outbound";

let target: LoopbackServer;
let other: LoopbackServer;
const calls: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];

beforeAll(async () => {
  other = await startLoopbackServer((request, response) => {
    calls.push({ method: request.method ?? "", url: `other${request.url}`, headers: request.headers, body: "" });
    response.end("other");
  });
  target = await startLoopbackServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      calls.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
      const to = new URL(request.url ?? "/", "http://x").searchParams.get("to");
      const status = Number(new URL(request.url ?? "/", "http://x").searchParams.get("status") ?? 302);
      if (to) response.writeHead(status, { location: to }).end();
      else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else if (request.url === "/bomb") {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(5_000_000)));
      } else if (request.url === "/silent") response.flushHeaders();
      else response.end("hello");
    });
  });
});
afterAll(async () => {
  await target.close();
  await other.close();
});
const open: Outbound[] = [];
afterEach(async () => {
  calls.length = 0;
  for (const outbound of open.splice(0)) await outbound.close();
});

function outbound(allow: string, resolve?: Parameters<typeof createOutbound>[0]["resolve"]) {
  const made = createOutbound({ allowHosts: parseAllowHosts(allow), resolve });
  open.push(made);
  return made;
}
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe("outbound requests", () => {
  it("reach an allowed private host and no other", async () => {
    const { request } = outbound(`127.0.0.1:${target.port}`);
    expect(text((await request(`${target.url}/a`)).body)).toBe("hello");
    await expect(request(other.url)).rejects.toBeInstanceOf(OutboundRefused);
  });

  it("refuse a redirect into a private network", async () => {
    const { request } = outbound(`127.0.0.1:${target.port}`);
    for (const to of [other.url, "http://[::1]:1/", "http://169.254.169.254/", "file:///etc/passwd"]) {
      const address = `${target.url}/go?to=${encodeURIComponent(to)}`;
      await expect(request(address)).rejects.toBeInstanceOf(OutboundRefused);
    }
    expect(calls.filter(({ url }) => url.startsWith("other"))).toEqual([]);
  });

  it("refuse a name that turns private between two lookups", async () => {
    const answers = ["93.184.215.14", "127.0.0.1"];
    const { guard, request } = outbound("", async () => [{ address: answers.shift() ?? "127.0.0.1", family: 4 }]);
    expect(await guard.resolve("rebind.example", 80)).toHaveLength(1);
    await expect(request(`http://rebind.example:${target.port}/`)).rejects.toBeInstanceOf(OutboundRefused);
    expect(calls).toEqual([]);
  });

  it("connect to the address that was checked, whatever the name", async () => {
    const { request } = outbound("inside.example", async () => [{ address: "127.0.0.1", family: 4 }]);
    expect(text((await request(`http://inside.example:${target.port}/`)).body)).toBe("hello");
  });

  it("drop credentials on the way to another origin, keep them on the same", async () => {
    const { request } = outbound("127.0.0.1");
    const headers = { Authorization: "Bearer a", Cookie: "b=c", "X-Api-Key": "k", "X-Plain": "yes" };
    await request(`${target.url}/go?to=${encodeURIComponent(`${other.url}/end`)}`, { headers });
    expect(calls[1]?.headers).toMatchObject({ "x-plain": "yes" });
    for (const name of ["authorization", "cookie", "x-api-key"]) expect(calls[1]?.headers).not.toHaveProperty(name);
    await request(`${target.url}/go?to=/end`, { headers });
    expect(calls[3]?.headers).toMatchObject({ authorization: "Bearer a", cookie: "b=c" });
  });

  it.each([
    [303, "GET", ""],
    [302, "GET", ""],
    [307, "POST", "data"],
    [308, "POST", "data"],
  ])("after %i a POST goes on as %s", async (status, method, body) => {
    const { request } = outbound("127.0.0.1");
    await request(`${target.url}/go?status=${status}&to=/end`, { method: "POST", body: "data" });
    expect(calls[1]).toMatchObject({ method, body, url: "/end" });
  });

  it("stop after ten redirects", async () => {
    const { request } = outbound("127.0.0.1");
    await expect(request(`${target.url}/loop`)).rejects.toThrow("redirected more than 10 times");
    expect(calls).toHaveLength(11);
  });

  it("cap the unpacked body", async () => {
    const { request } = outbound("127.0.0.1");
    await expect(request(`${target.url}/bomb`, { maxBytes: 100_000 })).rejects.toThrow(/larger than 100000 bytes/);
  });

  it("end with a sentence when nothing answers", async () => {
    const { request } = outbound("127.0.0.1");
    const failure = request(`${target.url}/silent`, { timeoutMs: 50 });
    await expect(failure).rejects.toThrow(OutboundFailed);
    await expect(failure).rejects.toThrow(/did not answer in time/);
    const gone = await startLoopbackServer(() => {});
    await gone.close();
    await expect(request(gone.url)).rejects.toThrow(`127.0.0.1:${gone.port}: nothing accepts connections there.`);
  });

  it("end with the reason of the abort", async () => {
    const { request } = outbound("127.0.0.1");
    const controller = new AbortController();
    const reason = new Error("canceled by a person");
    const pending = request(`${target.url}/silent`, { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });

  it("serve libraries through a standard fetch", async () => {
    const { fetch } = outbound(`127.0.0.1:${target.port}`);
    const response = await fetch(`${target.url}/x`, { method: "POST", body: "data" });
    expect([response.status, await response.text(), calls[0]?.body]).toEqual([200, "hello", "data"]);
    await expect(fetch(other.url)).rejects.toBeInstanceOf(OutboundRefused);
  });
});
