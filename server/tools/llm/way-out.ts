import { parseAllowHosts } from "../../outbound/allow-list";
import { portOf } from "../../outbound/guard";
import { createOutbound, type Outbound } from "../../outbound/outbound";
import type { LlmSettings } from "./platforms";

/**
 * The way to the configured endpoints, and only to them. Who configures an endpoint means it to be reached, also at a
 * private address; steps and their tools go out by the other way, which knows nothing of these hosts.
 */
export function createLlmOutbound({ platforms }: LlmSettings): Outbound {
  const hosts = platforms.map(({ baseUrl }) => {
    const url = new URL(baseUrl);
    return `${url.hostname}:${portOf(url)}`;
  });
  const outbound = createOutbound({ allowHosts: parseAllowHosts(hosts.join(",")) });
  const origins = new Set(platforms.map(({ baseUrl }) => new URL(baseUrl).origin));
  return {
    ...outbound,
    fetch: async (input, init) => {
      const wanted = new Request(input, init);
      if (!origins.has(new URL(wanted.url).origin))
        throw new Error("This is not the address of a configured endpoint.");
      // Redirects are answers: an endpoint that sends the conversation elsewhere is not the one that was configured.
      const answer = await outbound.request(wanted.url, {
        method: wanted.method,
        headers: Object.fromEntries(wanted.headers),
        body: new Uint8Array(await wanted.arrayBuffer()),
        signal: wanted.signal,
        ...{ timeoutMs: ANSWER_TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES, maxRedirects: 0 },
      });
      const headers = new Headers(answer.headers);
      // The body is already unpacked.
      headers.delete("content-encoding");
      headers.delete("content-length");
      return new Response(answer.status === 204 || answer.status === 304 ? null : answer.body, {
        status: answer.status,
        headers,
      });
    },
  };
}

/** Slow models on small machines think for minutes; the step's own limit ends it earlier. */
const ANSWER_TIMEOUT_MS = 30 * 60_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
