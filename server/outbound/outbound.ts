import type { AllowList } from "./allow-list";
import { createDispatcher, type OutboundAnswer, type OutboundRequest, request } from "./fetch";
import { createGuard, type Guard, type Resolve } from "./guard";
import { type ProxyHandle, startProxy } from "./proxy";

const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Everything that leaves this process for an address somebody typed goes through one of these. */
export interface Outbound {
  guard: Guard;
  /** See `fetch.ts`. */
  request(url: string | URL, options?: OutboundRequest): Promise<OutboundAnswer>;
  /** The standard `fetch` for libraries that want one; same guard, whole body read. */
  fetch: typeof globalThis.fetch;
  /** The browser's way out, started on first use. */
  proxy(): Promise<ProxyHandle>;
  close(): Promise<void>;
}

export interface OutboundOptions {
  allowHosts: AllowList;
  /** How names are looked up; the system's way by default. */
  resolve?: Resolve;
}

export function createOutbound({ allowHosts, resolve }: OutboundOptions): Outbound {
  const guard = createGuard(allowHosts, resolve);
  const listed = () => (typeof allowHosts === "function" ? allowHosts() : allowHosts);
  let connections = { list: listed(), dispatcher: createDispatcher(guard, MAX_RESPONSE_BYTES) };
  // Open connections were allowed by the list of their time: with another list none of them is used again.
  const dispatcherNow = () => {
    const list = listed();
    if (list === connections.list) return connections.dispatcher;
    void connections.dispatcher.close();
    connections = { list, dispatcher: createDispatcher(guard, MAX_RESPONSE_BYTES) };
    return connections.dispatcher;
  };
  let proxy: Promise<ProxyHandle> | null = null;
  const send = (url: string | URL, options?: OutboundRequest) =>
    request({ guard, dispatcher: dispatcherNow() }, url, options);
  return {
    guard,
    request: send,
    fetch: (input, init) => standardFetch(send, new Request(input, init)),
    proxy() {
      proxy ??= startProxy(guard).catch((error: unknown) => {
        proxy = null;
        throw error;
      });
      return proxy;
    },
    async close() {
      const started = proxy;
      proxy = null;
      await (await started)?.close();
      await connections.dispatcher.destroy();
    },
  };
}

async function standardFetch(send: Outbound["request"], wanted: Request): Promise<Response> {
  const body = wanted.body === null ? undefined : new Uint8Array(await wanted.arrayBuffer());
  const answer = await send(wanted.url, {
    method: wanted.method,
    headers: Object.fromEntries(wanted.headers),
    body,
    signal: wanted.signal,
    timeoutMs: 300_000,
  });
  const empty = answer.status === 204 || answer.status === 304;
  const headers = new Headers(answer.headers);
  // The body is already unpacked.
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(empty ? null : answer.body, { status: answer.status, headers });
}
