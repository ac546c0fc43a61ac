/**
 * An OpenAI-compatible endpoint that says what a script says, over the real protocol. For tests, journeys and pictures:
 * nothing about it thinks.
 */
import http from "node:http";
import type { AddressInfo } from "node:net";

/** What the endpoint was asked, as it arrived. */
export interface ScriptedQuestion {
  authorization: string | undefined;
  model: string;
  messages: ScriptedMessage[];
  tools: { function: { name: string; description?: string; parameters: unknown } }[];
  max_tokens?: number;
  response_format?: unknown;
}

interface ScriptedMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string | null;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
}

export type ScriptedReply =
  | { text: string; usage?: ScriptedUsage | null; finishReason?: string }
  /** `tool` as `http.request`; `written` instead of arguments that are JSON. */
  | { calls: { tool: string; arguments?: unknown; written?: string }[]; text?: string; usage?: ScriptedUsage | null }
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { raw: string }
  /** Never answers. */
  | { hang: true };

interface ScriptedUsage {
  prompt_tokens: number;
  completion_tokens: number;
}

/** `turn`: how often this model has spoken in the conversation already. */
export type Script = (question: ScriptedQuestion, turn: number) => ScriptedReply | Promise<ScriptedReply>;

export interface ScriptedModel {
  /** Up to and including `/v1`. */
  baseUrl: string;
  url: string;
  port: number;
  /** Everything that was asked since the last `play`. */
  asked: ScriptedQuestion[];
  /** Another script from here on. */
  play(script: Script | ScriptedReply[]): void;
  close(): Promise<void>;
}

const USAGE: ScriptedUsage = { prompt_tokens: 20, completion_tokens: 4 };

export async function startScriptedModel(script: Script = obedient, port = 0): Promise<ScriptedModel> {
  let current = script;
  const asked: ScriptedQuestion[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method !== "POST" || !request.url?.endsWith("/chat/completions"))
      return void response.writeHead(404).end();
    const { authorization } = request.headers;
    const question = { authorization, tools: [], ...JSON.parse(Buffer.concat(chunks).toString("utf8")) };
    asked.push(question);
    const turn = question.messages.filter(({ role }: ScriptedMessage) => role === "assistant").length;
    send(response, question, await current(question, turn));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const actual = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${actual}`;
  return {
    ...{ url, port: actual, baseUrl: `${url}/v1`, asked },
    play(next) {
      asked.length = 0;
      current = typeof next === "function" ? next : inOrder(next);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One reply after the other; the last again and again. */
export function inOrder(replies: readonly ScriptedReply[]): Script {
  let at = 0;
  return () => {
    const reply = replies[Math.min(at, replies.length - 1)] ?? { text: "" };
    at += 1;
    return reply;
  };
}

/**
 * Obeys every text that it reads, whoever wrote it, one line a turn: `CALL http.request {"url":"..."}`, `SAY words`,
 * `FAIL 500`. Says `Done.` when nothing is left to obey.
 */
export const obedient: Script = ({ messages }, turn) => {
  const orders = messages.filter(({ role }) => role === "user" || role === "tool").flatMap(ordersIn);
  return orders[turn] ?? { text: "Done." };
};

function ordersIn({ content }: ScriptedMessage): ScriptedReply[] {
  // Results of tools arrive as JSON: line ends and quotes in them are written out.
  const text = (content ?? "").replaceAll("\\n", "\n").replaceAll('\\"', '"');
  return [...text.matchAll(/^.*?\b(CALL|SAY|FAIL) (.*)$/gm)].flatMap(([, verb, rest = ""]): ScriptedReply[] => {
    if (verb === "SAY") return [{ text: rest }];
    if (verb === "FAIL") return [{ status: Number.parseInt(rest, 10), body: { error: { message: "as asked" } } }];
    const call = /^([\w.]+) (\{.*\})/.exec(rest);
    return call?.[1] === undefined ? [] : [{ calls: [{ tool: call[1], written: call[2] }] }];
  });
}

function send(response: http.ServerResponse, question: ScriptedQuestion, reply: ScriptedReply): void {
  const json = (status: number, value: unknown, headers = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
  if ("hang" in reply) return;
  if ("raw" in reply) response.writeHead(200, { "content-type": "application/json" }).end(reply.raw);
  else if ("status" in reply) json(reply.status, reply.body ?? { error: { message: "no" } }, reply.headers);
  else json(200, completion(question, reply));
}

type Spoken = Extract<ScriptedReply, { text: string } | { calls: unknown }>;

function completion({ model, messages }: ScriptedQuestion, reply: Spoken): object {
  const calls = "calls" in reply ? reply.calls : [];
  const tool_calls = calls.map(({ tool, arguments: given, written }, at) => ({
    id: `call_${messages.length}_${at}`,
    type: "function",
    function: { name: tool.replaceAll(".", "__"), arguments: written ?? JSON.stringify(given ?? {}) },
  }));
  const { text: content = null, usage = USAGE } = reply;
  const finish_reason = calls.length > 0 ? "tool_calls" : ("finishReason" in reply && reply.finishReason) || "stop";
  return {
    ...{ id: "scripted", object: "chat.completion", created: 1, model },
    choices: [
      {
        ...{ index: 0, finish_reason },
        message: { role: "assistant", content, ...(calls.length > 0 ? { tool_calls } : {}) },
      },
    ],
    ...(usage === null ? {} : { usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens } }),
  };
}
