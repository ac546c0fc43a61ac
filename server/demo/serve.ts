import http from "node:http";
import type { AddressInfo } from "node:net";
import { handleDemo } from "./shop";

export interface DemoServer {
  /** `http://127.0.0.1:<port>/demo` */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Serves the demo shop by itself, on loopback. Port 0 takes any. */
export async function serveDemo({ port = 0 }: { port?: number } = {}): Promise<DemoServer> {
  const server = http.createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}/demo`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === "string") headers.set(name, value);
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const answer = url.pathname.startsWith("/demo")
    ? await handleDemo(
        new Request(url, { method: request.method, headers, body: parts.length > 0 ? Buffer.concat(parts) : null }),
      )
    : new Response("The shop is at /demo.\n", { status: 404 });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}
