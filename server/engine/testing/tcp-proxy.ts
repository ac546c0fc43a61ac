import { createConnection, createServer, type Server, type Socket } from "node:net";

/** What happens to bytes on their way in one direction. */
export interface Lane {
  /** Each piece is passed on so much later; order is kept. */
  delayMs: number;
  /** Half open: bytes are accepted and go nowhere. */
  swallow: boolean;
}

interface Pair {
  client: Socket;
  server: Socket;
}

/** A line that can be broken: stands between a process and PostgreSQL, and its faults are switched while it is in use. */
export class TcpProxy {
  readonly toServer: Lane = { delayMs: 0, swallow: false };
  readonly toClient: Lane = { delayMs: 0, swallow: false };
  /** Pieces that were swallowed, and connections that were accepted: proof that a fault was there. */
  swallowed = 0;
  accepted = 0;
  private readonly pairs = new Set<Pair>();

  private constructor(
    /** Port of this machine to which the line leads; connections that are open stay where they are. */
    public target: number,
    private server: Server,
    readonly port: number,
  ) {}

  static async open(target: number): Promise<TcpProxy> {
    const server = createServer();
    const port = await listen(server, 0);
    const proxy = new TcpProxy(target, server, port);
    server.on("connection", (client) => proxy.join(client));
    return proxy;
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** Cuts every connection with a TCP reset; says how many. */
  reset(): number {
    const cut = this.pairs.size;
    for (const { client, server } of [...this.pairs]) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    return cut;
  }

  /** New connections are refused; the open ones stay. */
  async refuse(): Promise<void> {
    const { server } = this;
    // `close` waits for open connections, which may stay: only the door is shut.
    server.close();
  }

  /** Takes all faults back. Connections whose bytes were swallowed stay dead: what they lost does not come again. */
  async heal(): Promise<void> {
    for (const lane of [this.toServer, this.toClient]) Object.assign(lane, { delayMs: 0, swallow: false });
    if (this.server.listening) return;
    this.server = createServer((client) => this.join(client));
    await listen(this.server, this.port);
  }

  async close(): Promise<void> {
    this.server.close();
    this.reset();
  }

  private join(client: Socket): void {
    this.accepted += 1;
    const server = createConnection(this.target, "127.0.0.1");
    const pair = { client, server };
    this.pairs.add(pair);
    const part = () => {
      this.pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // An error is followed by `close`, which parts the pair.
      socket.on("error", () => {});
      socket.on("close", part);
    }
    this.pass(client, server, this.toServer);
    this.pass(server, client, this.toClient);
  }

  private pass(from: Socket, to: Socket, lane: Lane): void {
    let before = Promise.resolve();
    const send = (piece: Buffer) => void (to.writable && to.write(piece));
    let late = 0;
    // What was lost does not come again, so nothing after it may come either.
    let dead = false;
    from.on("data", (piece: Buffer) => {
      dead ||= lane.swallow;
      if (dead) {
        this.swallowed += 1;
        return;
      }
      if (lane.delayMs === 0 && late === 0) return send(piece);
      const delay = new Promise<void>((resolve) => setTimeout(resolve, lane.delayMs));
      late += 1;
      before = Promise.all([before, delay]).then(() => {
        late -= 1;
        send(piece);
      });
    });
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address && typeof address === "object") resolve(address.port);
      else reject(new Error("The proxy has no port."));
    });
  });
}
