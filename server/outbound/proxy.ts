/**
 * The only way out of the browser. It listens on a random port of 127.0.0.1, which the guard itself refuses to chains,
 * and opens every connection to addresses that the guard resolved. Intercepting requests inside the browser was
 * rejected: redirects, workers and `file:` pass it by.
 */
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { guardedLookup } from "./connector";
import { outboundError } from "./failure";
import { type Guard, OutboundRefused, portOf } from "./guard";

/** Marks an answer that comes from the proxy itself, so that the browser tool can tell it from a page. */
export const PROXY_ERROR_HEADER = "x-chainwright-outbound";
const HOP_HEADERS = ["proxy-connection", "proxy-authorization", "keep-alive", "te", "trailer", "upgrade"];

export interface ProxyHandle {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

export async function startProxy(guard: Guard): Promise<ProxyHandle> {
  const sockets = new Set<Duplex>();
  const track = <S extends Duplex>(socket: S): S => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    return socket;
  };
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((request, response) => forward({ guard, agent }, request, response));
  server.on("connection", track);
  server.on("connect", (request, client, head) => tunnel(guard, request.url ?? "", track(client), head, track));
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        agent.destroy();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A plain http request in absolute form. */
function forward(
  { guard, agent }: { guard: Guard; agent: http.Agent },
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  let url: URL;
  try {
    url = guard.checkUrl(request.url ?? "");
    if (url.protocol !== "http:") throw new OutboundRefused("Only http: goes this way.");
  } catch (error) {
    answerError(response, error);
    return;
  }
  const headers = { ...request.headers };
  for (const name of HOP_HEADERS) delete headers[name];
  guard.resolve(url.hostname, portOf(url)).then(
    () => {
      const outgoing = http.request(url, {
        method: request.method,
        headers,
        agent,
        lookup: guardedLookup(guard, portOf(url)),
      });
      outgoing.on("response", (incoming) => {
        response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, incoming.rawHeaders);
        incoming.pipe(response);
        incoming.on("error", () => response.destroy());
      });
      outgoing.on("error", (error) => answerError(response, outboundError(error, url)));
      response.on("close", () => outgoing.destroy());
      request.on("error", () => outgoing.destroy());
      request.pipe(outgoing);
    },
    (error: unknown) => answerError(response, error instanceof OutboundRefused ? error : outboundError(error, url)),
  );
}

function answerError(response: http.ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const refused = error instanceof OutboundRefused;
  response.writeHead(refused ? 403 : 502, {
    "content-type": "text/plain; charset=utf-8",
    [PROXY_ERROR_HEADER]: refused ? "refused" : "failed",
  });
  response.end(`${message}\n`);
}

/** `CONNECT host:port`: https and web sockets. */
function tunnel(
  guard: Guard,
  target: string,
  client: Duplex,
  head: Buffer,
  track: <S extends Duplex>(socket: S) => S,
): void {
  client.on("error", () => client.destroy());
  const refuse = (status: string) => client.end(`HTTP/1.1 ${status}\r\n${PROXY_ERROR_HEADER}: refused\r\n\r\n`);
  const url = URL.canParse(`https://${target}`) ? new URL(`https://${target}`) : null;
  if (url?.username !== "" || url.pathname !== "/") {
    refuse("400 Bad Request");
    return;
  }
  const port = portOf(url);
  guard.resolve(url.hostname, port).then(
    ([first]) => {
      if (!first || client.destroyed) return void client.destroy();
      const host = url.hostname.replace(/^\[|\]$/g, "");
      const upstream = track(net.connect({ host, port, lookup: guardedLookup(guard, port), autoSelectFamily: true }));
      let open = false;
      upstream.once("connect", () => {
        open = true;
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        if (head.length > 0) upstream.write(head);
        upstream.pipe(client);
        client.pipe(upstream);
      });
      upstream.on("error", () => (open ? client.destroy() : refuse("502 Bad Gateway")));
      upstream.on("close", () => client.end());
      client.on("close", () => upstream.destroy());
    },
    (error: unknown) => refuse(error instanceof OutboundRefused ? "403 Forbidden" : "502 Bad Gateway"),
  );
}
