/**
 * One try of a webhook.
 *
 * | the answer                                    | the delivery                                                   |
 * | 2xx                                           | delivered                                                      |
 * | 410                                           | gave up; the address is off until somebody turns it on again   |
 * | a redirect                                    | gave up: none is followed                                      |
 * | 429, other codes, none in time, no connection | tried again, not before `Retry-After`                          |
 * | a host that is not on the list, or is private | refused: nothing was sent                                      |
 */
import type { JsonObject, JsonValue } from "../core/json";
import type { HookCall } from "../engine/hook-port";
import { OutboundRefused } from "../outbound/guard";
import type { Outbound } from "../outbound/outbound";
import { type HostList, hostKey } from "./host-list";
import type { Rendered } from "./render";
import { signatureHeaders } from "./sign";
import type { Verdict } from "./verdict";

const MAX_TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 256 * 1024;
const KEPT_CHARACTERS = 8_000;
/** Headers that the scheme and the protocol set. */
const OWN_HEADERS = new Set(["host", "content-length", "connection", "transfer-encoding"]);

export interface WebhookRequest {
  url: URL;
  host: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  timeoutMs: number;
  /** For people: secrets and environment by name. */
  shown: JsonObject;
}

/** What is to be sent, or why it is not. */
export function webhookRequest(
  call: HookCall,
  { params, shown }: Extract<Rendered, { ok: true }>,
  hosts: HostList,
  at: number,
): WebhookRequest | { refused: string; shown: JsonObject | null; host: string | null } {
  const written = String(params.url ?? "");
  const shownUrl = String(shown.url ?? "");
  const method = String(params.method ?? "POST");
  if (!URL.canParse(written))
    return { refused: `"${shownUrl.slice(0, 200)}" is not an address.`, shown: null, host: null };
  const url = new URL(written);
  const host = hostKey(url);
  const id = `msg_${call.id}`;
  const hasBody = method !== "GET";
  const body = hasBody ? JSON.stringify(params.body ?? usualBody(call, at)) : undefined;
  const secrets = [params.secret ?? []].flat().map(String);
  const signed = signatureHeaders(id, at, body ?? "", secrets);
  const usual: Record<string, string> = hasBody ? { "content-type": "application/json" } : {};
  const headers = { ...usual, ...plainHeaders(params.headers), ...signed };
  const hiddenSignature: Record<string, string> = secrets.length === 0 ? {} : { "webhook-signature": "v1,[hidden]" };
  const shownRequest: JsonObject = {
    method,
    url: shownUrl,
    headers: { ...usual, ...plainHeaders(shown.headers), ...signed, ...hiddenSignature },
    ...(hasBody ? { body: cut(JSON.stringify(shown.body ?? usualBody(call, at))) } : {}),
  };
  if (!hosts.allows(url)) {
    const refused = `${url.host} is not on the list of hosts that webhooks may go to. An administrator can add it under Administration, or the operator: CHAINWRIGHT_HOOK_HOSTS=${url.host}`;
    return { refused, shown: shownRequest, host };
  }
  const timeoutMs = Math.min(MAX_TIMEOUT_MS, Number(params.timeout ?? MAX_TIMEOUT_MS / 1000) * 1000);
  return { url, host, method, headers, body, timeoutMs, shown: shownRequest };
}

/** The moment, in the form that the scheme recommends. */
function usualBody({ context }: HookCall, at: number): JsonObject {
  const { task = null, execution = null } = context;
  const status = ((task ?? execution) as JsonObject | null)?.status ?? null;
  const type = task === null ? "workflow_finished" : status === "running" ? "task_started" : "task_finished";
  return { type, timestamp: new Date(at).toISOString(), data: { ...(task === null ? {} : { task }), execution } };
}

function plainHeaders(value: JsonValue | undefined): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name.toLowerCase(), String(one).replace(/[\r\n]+/g, " ")] as const)
      .filter(([name]) => !OWN_HEADERS.has(name) && !name.startsWith("webhook-")),
  );
}

const cut = (text: string): string =>
  text.length > KEPT_CHARACTERS ? `${text.slice(0, KEPT_CHARACTERS)}… (${text.length} characters)` : text;

/** Sends it. Never throws. */
export async function sendWebhook(outbound: Outbound, request: WebhookRequest): Promise<Verdict> {
  const { url, method, headers, body, timeoutMs } = request;
  try {
    const sent = { method, headers, body, timeoutMs, maxRedirects: 0, maxBytes: MAX_ANSWER_BYTES };
    const answer = await outbound.request(url, sent);
    const kept = { status: answer.status, headers: keptHeaders(answer.headers), body: cut(textOf(answer.body)) };
    return judge(answer.status, answer.headers, kept, url);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof OutboundRefused) return { kind: "refused", reason: message, answer: null, isAnswer: false };
    return { kind: "retry", reason: message, answer: null, isAnswer: false, broke: true };
  }
}

function judge(status: number, headers: Record<string, string>, answer: JsonObject, url: URL): Verdict {
  const said = `${url.host} answered ${status}`;
  if (status >= 200 && status < 300) return { kind: "delivered", reason: null, answer, isAnswer: true };
  if (status === 410)
    return {
      kind: "gone",
      reason: `${said} (gone). Nothing more is sent there until it is turned on again.`,
      answer,
      isAnswer: true,
    };
  if (status >= 300 && status < 400)
    return {
      kind: "gave_up",
      reason: `${said}, a redirect, and none is followed. Write the new address.`,
      answer,
      isAnswer: true,
    };
  const isBroken = status >= 500;
  return { kind: "retry", reason: `${said}.`, answer, isAnswer: !isBroken, broke: isBroken, ...retryAfter(headers) };
}

/** Seconds or a date, at most an hour. */
function retryAfter(headers: Record<string, string>): { notBeforeMs?: number } {
  const written = headers["retry-after"];
  if (written === undefined) return {};
  const ms = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? { notBeforeMs: Math.min(ms, 3_600_000) } : {};
}

const KEPT_HEADERS = ["content-type", "retry-after", "location", "date", "server"];

const keptHeaders = (headers: Record<string, string>): JsonObject =>
  Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name] ?? ""]])),
  );

const textOf = (body: Uint8Array): string =>
  new TextDecoder().decode(body.subarray(0, KEPT_CHARACTERS * 4)).replaceAll("\0", "");
