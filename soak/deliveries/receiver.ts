import { type LoopbackServer, startLoopbackServer } from "../../server/outbound/loopback-server";
import { ANSWERS } from "./expected";

/** A request that arrived. Times are epoch milliseconds. */
export interface Receipt {
  /** Of the delivery. */
  id: string;
  status: number;
  /** Of a hook that decides. */
  isDeciding: boolean;
  /** When the try began, rounded down to a second. */
  beganAt: number;
  arrivedAt: number;
}

/** The witness of webhooks: outside, and never broken. */
export class HookReceiver {
  private receipts: Receipt[] = [];
  private readonly seen = new Set<string>();

  private constructor(private readonly server: LoopbackServer) {}

  static async open(): Promise<HookReceiver> {
    let answer: (id: string, path: string, beganAt: number) => number = () => 500;
    const server = await startLoopbackServer((request, response) => {
      const id = String(request.headers["webhook-id"]).replace("msg_", "");
      const status = answer(id, request.url ?? "", Number(request.headers["webhook-timestamp"]) * 1_000);
      request.resume().once("end", () => response.writeHead(status, { location: "/elsewhere" }).end("{}"));
    });
    const receiver = new HookReceiver(server);
    answer = (id, path, beganAt) => receiver.take(id, path, beganAt);
    return receiver;
  }

  get url(): string {
    return this.server.url;
  }

  /** What arrived since the last time, in order. */
  takeAll(): Receipt[] {
    const taken = this.receipts;
    this.receipts = [];
    this.seen.clear();
    return taken;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private take(id: string, path: string, beganAt: number): number {
    const status = this.statusFor(id, path);
    this.seen.add(id);
    this.receipts.push({ id, status, isDeciding: path === ANSWERS.decides, beganAt, arrivedAt: Date.now() });
    return status;
  }

  private statusFor(id: string, path: string): number {
    if (path === ANSWERS.moved) return 302;
    return path === ANSWERS.flaky && !this.seen.has(id) ? 429 : 200;
  }
}
