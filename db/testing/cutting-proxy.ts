import { createConnection, createServer, type Server, type Socket } from "node:net";

/** How a connection ends: as when a server hangs up, or as when a machine has forgotten it. */
export type Cut = "hang-up" | "reset";

/** Stands between a process and PostgreSQL and ends each connection at the same byte of what the server says. */
export class CuttingProxy {
  /** After so many bytes to the client; infinite: never. */
  cutAfter = Number.POSITIVE_INFINITY;
  cut: Cut = "hang-up";
  /** Where the pieces of what the server said ended, of all connections while none was cut. */
  readonly seams = new Set<number>([0]);
  /** Connections that were cut. */
  cuts = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(target: number): Promise<CuttingProxy> {
    let join = (_: Socket) => {};
    const server = createServer((client) => join(client));
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    const proxy = new CuttingProxy(server, port);
    join = (client) => proxy.join(client, target);
    return proxy;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket, target: number): void {
    const server = createConnection(target, "127.0.0.1");
    let told = 0;
    const end = () => {
      this.cuts += 1;
      if (this.cut === "reset") client.resetAndDestroy();
      else client.end();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on("error", () => {});
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroySoon());
    client.on("data", (piece) => server.writable && server.write(piece));
    server.on("data", (piece) => {
      if (client.writableEnded || client.destroyed) return;
      const left = this.cutAfter - told;
      told += Math.min(left, piece.length);
      client.write(piece.subarray(0, left));
      if (left <= piece.length) end();
      else if (this.cutAfter === Number.POSITIVE_INFINITY) this.seams.add(told);
    });
    if (this.cutAfter === 0) end();
  }
}
