import { Agent, type RequestInit, type Response, fetch as undiciFetch } from "undici";
import { createConnector } from "./connector";
import { OutboundFailed, outboundError } from "./failure";
import type { Guard } from "./guard";
import { checkOnlyHosts } from "./only-hosts";

/** Headers that must not travel to another origin when a redirect leads there. */
const PRIVATE_HEADERS = ["authorization", "cookie", "proxy-authorization", "x-api-key"];
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface OutboundRequest {
  method?: string;
  headers?: Record<string, string>;
  /** Replayable, so that a redirect that keeps the method can send it again. */
  body?: string | Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
  /** From the start to the last byte, redirects included. Default 30 s. */
  timeoutMs?: number;
  /** Of the unpacked body. Default 10 MiB. */
  maxBytes?: number;
  /** 0: a redirect is the answer. Default 10. */
  maxRedirects?: number;
  /** Every hop has to be at a place that each of these lists has; see `only-hosts.ts`. */
  onlyHosts?: readonly (readonly string[])[];
  /** Called when something arrives: the headers of an answer, a part of its body. */
  onSign?: () => void;
}

export interface OutboundAnswer {
  /** Where the answer came from, after redirects. */
  url: string;
  status: number;
  /** Lower-case names; several values of one name joined by `, `. */
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

/** The dispatcher that all requests of this process share: every socket is opened by the guard. */
export function createDispatcher(guard: Guard, maxResponseSize: number): Agent {
  return new Agent({ connect: createConnector(guard), maxResponseSize, headersTimeout: 300_000, bodyTimeout: 300_000 });
}

/**
 * One request with its redirects, each hop checked, and the whole body.
 * @throws OutboundRefused (never try again), OutboundFailed (may be tried again), or the abort reason of `signal`.
 */
export async function request(
  { guard, dispatcher }: { guard: Guard; dispatcher: Agent },
  address: string | URL,
  options: OutboundRequest = {},
): Promise<OutboundAnswer> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let url = guard.checkUrl(address);
  checkOnlyHosts(url, options.onlyHosts);
  try {
    const found = await follow({ guard, dispatcher, signal }, url, options);
    url = found.url;
    const body = await readBody(found.response, url, options);
    return { url: url.href, status: found.response.status, headers: Object.fromEntries(found.response.headers), body };
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw outboundError(error, url);
  }
}

interface HopContext {
  guard: Guard;
  dispatcher: Agent;
  signal: AbortSignal;
}

async function follow(context: HopContext, start: URL, options: OutboundRequest) {
  const limit = options.maxRedirects ?? 10;
  let url = start;
  let init: RequestInit = { method: options.method ?? "GET", headers: options.headers ?? {}, body: options.body };
  for (let hops = 0; ; hops += 1) {
    const response = await undiciFetch(url, {
      ...init,
      redirect: "manual",
      dispatcher: context.dispatcher,
      signal: context.signal,
    }).catch((error: unknown) => {
      throw context.signal.aborted ? error : outboundError(error, url);
    });
    options.onSign?.();
    const location = response.headers.get("location");
    if (limit === 0 || location === null || !REDIRECTS.has(response.status)) return { response, url };
    await response.body?.cancel();
    if (hops >= limit) throw new OutboundFailed(`${start.host} redirected more than ${limit} times.`);
    const next = context.guard.checkUrl(redirectTarget(location, url));
    checkOnlyHosts(next, options.onlyHosts);
    init = nextRequest(init, response.status, next.origin === url.origin);
    url = next;
  }
}

function redirectTarget(location: string, base: URL): URL | string {
  return URL.canParse(location, base.href) ? new URL(location, base) : location;
}

/** As fetch does it: 303 always, 301 and 302 after POST, go on as GET without a body. */
function nextRequest(init: RequestInit, status: number, sameOrigin: boolean): RequestInit {
  const method = (init.method ?? "GET").toUpperCase();
  const becomesGet = (status === 303 && method !== "HEAD") || ((status === 301 || status === 302) && method === "POST");
  const headers = new Headers(init.headers as Record<string, string>);
  if (!sameOrigin) for (const name of PRIVATE_HEADERS) headers.delete(name);
  if (becomesGet) for (const name of ["content-type", "content-length"]) headers.delete(name);
  return {
    method: becomesGet ? "GET" : method,
    headers: Object.fromEntries(headers),
    body: becomesGet ? undefined : init.body,
  };
}

async function readBody(
  response: Response,
  url: URL,
  { maxBytes = 10 * 1024 * 1024, onSign }: OutboundRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    onSign?.();
    size += part.byteLength;
    if (size > maxBytes) throw new OutboundFailed(`The answer of ${url.host} is larger than ${maxBytes} bytes.`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
