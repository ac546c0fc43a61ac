import type { z } from "zod";
import type { JsonValue } from "../../core/json";
import { OutboundFailed } from "../../outbound/failure";
import type { OutboundAnswer, OutboundRequest } from "../../outbound/fetch";
import { OutboundRefused } from "../../outbound/guard";
import type { Outbound } from "../../outbound/outbound";
import { implement, ToolError } from "../tool";
import { httpRequestDescription } from "./describe-request";

type Input = z.output<typeof httpRequestDescription.input>;

const RETRYABLE_STATUS = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500;
const BODIES_IN_ERRORS = 500;

export const createHttpRequest = (outbound: Outbound) =>
  implement(httpRequestDescription, async (input, context) => {
    const answer = await send(outbound, input, {
      idempotencyKey: context.idempotencyKey,
      signal: context.signal,
      onSign: () => context.heartbeat(),
      onlyHosts: context.onlyHosts,
    });
    const body = Buffer.from(answer.body).toString("utf8");
    context.log("info", `${input.method} ${shortUrl(answer.url)}: ${answer.status}`, { bytes: answer.body.byteLength });
    if (!isExpected(input.expect, answer.status)) throw unexpected(input, answer, body);
    const { url, status, headers } = answer;
    return { status: "succeeded", output: { url, status, headers, body, json: parseJson(body) } };
  });

async function send(
  outbound: Outbound,
  input: Input,
  { idempotencyKey, ...rest }: { idempotencyKey: string } & Pick<OutboundRequest, "signal" | "onSign" | "onlyHosts">,
): Promise<OutboundAnswer> {
  try {
    return await outbound.request(withQuery(input.url, input.query), {
      method: input.method,
      headers: headersOf(input, idempotencyKey),
      body: input.json === undefined ? input.body : JSON.stringify(input.json),
      timeoutMs: input.timeout * 1000,
      ...rest,
    });
  } catch (error) {
    if (error instanceof OutboundRefused) throw new ToolError(error.message, { retryable: false });
    if (error instanceof OutboundFailed) throw new ToolError(error.message, { retryable: true });
    throw error;
  }
}

function withQuery(address: string, query: Input["query"]): string {
  if (Object.keys(query).length === 0 || !URL.canParse(address)) return address;
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== null) url.searchParams.append(name, String(one));
  }
  return url.href;
}

function headersOf(input: Input, idempotencyKey: string): Record<string, string> {
  const own = Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  const headers: Record<string, string> = { "user-agent": "Chainwright" };
  if (input.json !== undefined) headers["content-type"] = "application/json";
  if (!["GET", "HEAD", "OPTIONS"].includes(input.method)) headers["idempotency-key"] = idempotencyKey;
  return { ...headers, ...Object.fromEntries(own) };
}

function isExpected(expected: number[] | undefined, status: number): boolean {
  return expected ? expected.includes(status) : status >= 200 && status <= 299;
}

function unexpected(input: Input, answer: OutboundAnswer, body: string): ToolError {
  const wanted = input.expect ? input.expect.join(" or ") : "200 to 299";
  return new ToolError(`${input.method} ${shortUrl(answer.url)} answered ${answer.status}, expected ${wanted}.`, {
    retryable: RETRYABLE_STATUS(answer.status),
    details: { status: answer.status, url: shortUrl(answer.url), body: body.slice(0, BODIES_IN_ERRORS) },
  });
}

/** Without the query, which may carry a key. */
const shortUrl = (url: string) => url.replace(/[?#].*$/s, "");

function parseJson(body: string): JsonValue {
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    return null;
  }
}
