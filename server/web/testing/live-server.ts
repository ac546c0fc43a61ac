import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { appRouter } from "../../api/root";
import type { Actor } from "../../services/actor";
import type { Services } from "../../services/services";

/** The API on a port of its own, for one signed-in person: the same handler as the route, bytes sent on demand as Next does. */
export class LiveServer {
  /** The most bytes that waited for a reader in this process. */
  mostWaiting = 0;
  private readonly responses = new Set<ServerResponse>();

  private constructor(private readonly server: Server) {}

  static async open(services: Services, actor: Extract<Actor, { type: "user" }>): Promise<LiveServer> {
    const server = createServer();
    const live = new LiveServer(server);
    server.on("request", async (request, response) => {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      const answer = await fetchRequestHandler({
        endpoint: "/api/trpc",
        req: new Request(`http://127.0.0.1${request.url}`, { signal: gone.signal }),
        router: appRouter,
        createContext: async () => ({
          services,
          actor,
          sameOrigin: true,
          publicUrl: "http://127.0.0.1",
          tools: [],
          models: [],
        }),
      });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      if (answer.body) live.send(answer.body as Parameters<typeof Readable.fromWeb>[0], response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return live;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Responses that are not finished. */
  get open(): number {
    return this.responses.size;
  }

  /** Path and query that follow some executions from their beginning, or from where `lastEventId` says. */
  static followPath(executionIds: readonly string[], lastEventId: string | null = null): string {
    const executions = executionIds.map((id) => ({ id, afterSeq: 0 }));
    const input = { json: { executions, notifications: false, lastEventId } };
    return `/api/trpc/live.follow?input=${encodeURIComponent(JSON.stringify(input))}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private send(body: Parameters<typeof Readable.fromWeb>[0], response: ServerResponse): void {
    this.responses.add(response);
    response.once("close", () => this.responses.delete(response));
    const source = Readable.fromWeb(body);
    source.on("data", () => {
      this.mostWaiting = Math.max(this.mostWaiting, response.writableLength);
    });
    // The reader has gone: its stream ends with it.
    source.on("error", () => response.destroy());
    source.pipe(response);
  }
}
