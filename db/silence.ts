/**
 * Connections that cannot keep a query waiting forever. On a line that is half open what is written is taken and nothing ever comes
 * back; the driver would wait. Here a connection that owes an answer and says nothing for a while is cut; its queries fail, and the
 * next ones get a new connection.
 *
 * Encrypted connections read past this watch; for them the keep-alive of TCP has to do.
 */
import { Socket } from "node:net";
import type postgres from "postgres";
import { AnswersOwed } from "./answers-owed";

/** What the driver knows when it wants a connection. */
interface ConnectionTarget {
  host: string[];
  port: number[];
  path: string | false;
}

/** The driver's settings for such connections, and for quick reconnects: its own wait grows up to 20 s. */
export function watchedConnections(silenceMs: number): postgres.Options<Record<string, never>> {
  let turn = 0;
  const socket = (target: ConnectionTarget) => {
    const at = turn++ % target.host.length;
    const watched = new WatchedSocket(silenceMs, target.host[at] ?? "localhost");
    // The driver writes at once; what is written before the connection stands is kept until it does.
    if (target.path) watched.connect(target.path);
    else watched.connect(target.port[at] ?? 5432, watched.host);
    // Node puts its own `write` on a socket that it connects, over that of the class.
    Reflect.deleteProperty(watched, "write");
    return watched;
  };
  const backoff = (tries: number) => Math.min(0.05 * 2 ** tries, 0.5);
  // `socket` is missing in the driver's types.
  return { socket, backoff } as postgres.Options<Record<string, never>>;
}

class WatchedSocket extends Socket {
  private timer: NodeJS.Timeout | null = null;
  private readonly owed = new AnswersOwed();

  constructor(
    private readonly silenceMs: number,
    /** For the driver, which checks certificates against it. */
    readonly host: string,
  ) {
    super();
    this.on("data", (piece: Buffer) => {
      this.owed.received(piece);
      if (this.owed.count > 0) this.expectMore();
      else this.rest();
    });
  }

  override write(...args: unknown[]): boolean {
    const [bytes] = args;
    if (bytes instanceof Uint8Array && !this.owed.encrypted) this.owed.sent(bytes);
    if (this.owed.count > 0 && !this.timer && !this.destroyed) this.expectMore();
    return super.write(...(args as Parameters<Socket["write"]>));
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event === "close") this.rest();
    // The driver listens no more where it has an encrypted connection over this one, which hears by itself.
    if (event === "error" && this.listenerCount("error") === 0) return false;
    return super.emit(event, ...args);
  }

  private expectMore(): void {
    this.rest();
    this.timer = setTimeout(() => this.destroy(silence(this.silenceMs)), this.silenceMs);
    this.timer.unref();
  }

  private rest(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}

function silence(silenceMs: number): Error {
  const message = `The database said nothing for ${silenceMs / 1000} s; the connection is given up.`;
  return Object.assign(new Error(message), { code: "ETIMEDOUT" });
}
