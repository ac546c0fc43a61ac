import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { type Bench, createBench, errorOf, resultOf } from "../test-bench";

let server: LoopbackServer;
let bench: Bench;
let seen: { method?: string; url?: string; headers: Record<string, unknown>; body: string };
beforeAll(async () => {
  server = await startLoopbackServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      seen = {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      };
      const status = Number(/^\/status\/(\d+)/.exec(request.url ?? "")?.[1] ?? 200);
      if (request.url === "/silent") return;
      if (request.url === "/parts") return void sendParts(response, 5);
      response.writeHead(status, { "content-type": "application/json", "x-seen": "yes" }).end('{"list":[1,2]}');
    });
  });
  bench = await createBench({ allow: `127.0.0.1:${server.port}` });
});
afterAll(async () => {
  await bench.close();
  await server.close();
});
afterEach(() => {
  bench.logs.length = 0;
});
/** So that the parts arrive as parts, each is sent when the one before has left. */
function sendParts(response: ServerResponse, left: number): void {
  if (left === 0) return void response.end();
  response.write(`part ${left}\n`, () => setImmediate(() => sendParts(response, left - 1)));
}
const request = (parameters: object) => bench.run("http.request", { url: server.url, ...parameters });

describe("http.request", () => {
  it("returns status, headers, body and data", async () => {
    expect(resultOf(await request({}))).toMatchObject({
      url: `${server.url}/`,
      status: 200,
      headers: { "x-seen": "yes" },
      body: '{"list":[1,2]}',
      json: { list: [1, 2] },
    });
    expect(bench.logs).toEqual([{ level: "info", message: `GET ${server.url}/: 200`, data: { bytes: 14 } }]);
  });

  it("gives a sign of life when the headers arrive and with what follows", async () => {
    bench.signs = 0;
    resultOf(await request({ url: `${server.url}/parts` }));
    expect(bench.signs).toBeGreaterThanOrEqual(2);
  });

  it("sends query, headers and data", async () => {
    resultOf(
      await request({
        method: "post",
        url: `${server.url}/x?a=1`,
        query: { b: [1, true], c: null, d: "ü &" },
        headers: { "X-Number": 5 },
        json: { k: [1] },
      }),
    );
    expect(seen).toMatchObject({ method: "POST", url: "/x?a=1&b=1&b=true&d=%C3%BC+%26", body: '{"k":[1]}' });
    expect(seen.headers).toMatchObject({ "content-type": "application/json", "x-number": "5" });
  });

  it("sends an idempotency key with writes, unless the author has one", async () => {
    await request({});
    expect(seen.headers).not.toHaveProperty("idempotency-key");
    await request({ method: "DELETE" });
    expect(seen.headers["idempotency-key"]).toBe("effect-1");
    await request({ method: "PUT", body: "x", headers: { "Idempotency-Key": "mine" } });
    expect(seen.headers["idempotency-key"]).toBe("mine");
  });

  it.each([
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
    [304, false],
    [400, false],
    [404, false],
    [409, false],
  ])("after %i another attempt makes sense: %s", async (status, retryable) => {
    expect(errorOf(await request({ url: `${server.url}/status/${status}?key=hidden` }))).toMatchObject({
      code: "tool_error",
      retryable,
      message: `GET ${server.url}/status/${status} answered ${status}, expected 200 to 299.`,
      details: { status },
    });
  });

  it("takes the statuses that are expected, and no others", async () => {
    expect(resultOf(await request({ url: `${server.url}/status/404`, expect: [200, 404] })).status).toBe(404);
    expect(errorOf(await request({ expect: [201, 202] })).message).toContain("answered 200, expected 201 or 202.");
  });

  it("says what stood in the way", async () => {
    expect(errorOf(await request({ url: `${server.url}/silent`, timeout: 0.05 }))).toMatchObject({
      retryable: true,
      message: `127.0.0.1:${server.port} did not answer in time.`,
    });
    expect(errorOf(await request({ url: "http://127.0.0.1:2/" }))).toMatchObject({
      retryable: false,
      message: expect.stringContaining("CHAINWRIGHT_ALLOW_HOSTS=127.0.0.1:2"),
    });
    expect(errorOf(await request({ url: "shop.example" }))).toMatchObject({ retryable: false });
  });

  it.each([
    [{ url: undefined }, "parameters.url is missing."],
    [{ method: "SEND" }, 'parameters.method has to be "GET" or "HEAD"'],
    [{ urll: 1 }, 'parameters has no "urll".'],
    [{ timeout: 1000 }, "parameters.timeout has to be at most 600."],
    [{ headers: { a: {} } }, "parameters.headers.a"],
    [{ json: 1, body: "x" }, "parameters.body: `json` and `body` cannot both be given."],
    [{ expect: ["200"] }, "parameters.expect[0] has to be a number, not a string."],
  ])("names what does not fit in %j", async (parameters, message) => {
    const error = errorOf(await request(parameters));
    expect(error).toMatchObject({ code: "invalid_input", retryable: false });
    expect(error.message).toContain(message);
  });
});
