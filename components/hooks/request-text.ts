import type { JsonObject, JsonValue } from "@/server/core/json";

const headersOf = (value: JsonValue | undefined): [string, string][] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([name, one]) => [name, String(one)])
    : [];

/** A text that is JSON, laid out; any other as it is. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** What was sent, as one would write it down. */
export function requestText(type: string, request: JsonObject): string {
  if (type !== "webhook") return JSON.stringify(request, null, 2);
  const head = [
    `${request.method} ${request.url}`,
    ...headersOf(request.headers).map(([name, one]) => `${name}: ${one}`),
  ];
  const body = typeof request.body === "string" ? ["", laidOut(request.body)] : [];
  return [...head, ...body].join("\n");
}

/** What came back. */
export function answerText(answer: JsonObject): string {
  if (typeof answer.status !== "number") return JSON.stringify(answer, null, 2);
  const head = [String(answer.status), ...headersOf(answer.headers).map(([name, one]) => `${name}: ${one}`)];
  const body = typeof answer.body === "string" && answer.body !== "" ? ["", laidOut(answer.body)] : [];
  return [...head, ...body].join("\n");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The request for a terminal; what is not kept has to be filled in. */
export function curlText(request: JsonObject): string {
  const headers = headersOf(request.headers).map(([name, one]) => `-H ${quoted(`${name}: ${one}`)}`);
  const body = typeof request.body === "string" ? [`--data ${quoted(request.body)}`] : [];
  return [`curl -X ${request.method} ${quoted(String(request.url))}`, ...headers, ...body].join(" \\\n  ");
}
