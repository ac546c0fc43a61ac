import { OutboundRefused } from "./guard";

/** The request left but no usable answer came back. Trying again may help. */
export class OutboundFailed extends Error {
  override name = "OutboundFailed";
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: "nothing accepts connections there",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  ENOTFOUND: "the name is unknown",
  EAI_AGAIN: "the name could not be looked up",
  ETIMEDOUT: "no answer in time",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped in the middle",
  UND_ERR_SOCKET: "the connection was cut",
};

/** Turns what a fetch threw into an error with a sentence; a refusal and an abort stay what they are. */
export function outboundError(error: unknown, url: URL): Error {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundRefused || cause instanceof OutboundFailed) return cause;
    if (cause.name === "TimeoutError") return new OutboundFailed(`${url.host} did not answer in time.`, { cause });
    if (cause.name === "AbortError") return cause;
    if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return outboundError(cause.errors[0], url);
    const words = codeWords(cause);
    if (words) return new OutboundFailed(`${url.host}: ${words}.`, { cause });
  }
  return new OutboundFailed(`${url.host}: ${deepest(error)}`, { cause: error });
}

function codeWords(error: Error): string | undefined {
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === "string" ? WORDS[code] : undefined;
}

function deepest(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  return current instanceof Error ? current.message : String(current);
}
