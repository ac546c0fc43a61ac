import type http from "node:http";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";

export interface Received {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export type Reply = { status: number; headers?: Record<string, string>; body?: string } | "stall" | "cut";

/** A receiver of webhooks on loopback that answers what the test says, and remembers what it got. */
export class Receiver {
  readonly received: Received[] = [];
  /** By path; the last reply of a list stays. Without one it answers 200. */
  readonly replies = new Map<string, Reply[]>();
  private waiting: { count: number; resolve: () => void }[] = [];

  private constructor(readonly server: LoopbackServer) {}

  static async start(): Promise<Receiver> {
    let take: http.RequestListener = () => {};
    const receiver = new Receiver(await startLoopbackServer((request, response) => take(request, response)));
    take = (request, response) => receiver.take(request, response);
    return receiver;
  }

  get url(): string {
    return this.server.url;
  }

  get host(): string {
    return `127.0.0.1:${this.server.port}`;
  }

  of(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  /** Resolves when so many requests have arrived. */
  until(count: number): Promise<void> {
    if (this.received.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ count, resolve }));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private take(request: http.IncomingMessage, response: http.ServerResponse): void {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      this.received.push({ method, path, headers, body: Buffer.concat(parts).toString("utf8") });
      for (const one of this.waiting) if (this.received.length >= one.count) one.resolve();
      const replies = this.replies.get(path) ?? [];
      const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 200 };
      if (reply === "stall") return;
      if (reply === "cut") return void request.socket.destroy();
      response.writeHead(reply.status, reply.headers).end(reply.body ?? "");
    });
  }
}
