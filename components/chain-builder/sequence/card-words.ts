import { plural } from "@/components/shared/format";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { isObject } from "../edits/chain-text";
import { textOf, writtenKey } from "../edits/steps-of";

const TOOLS: Record<string, string> = { http: "HTTP", llm: "LLM", weather_tool: "Weather" };
const LONGEST = 44;

/** The second line of a card: what the step does and when, in a few words. */
export function cardSentence(body: JsonObject): string {
  return [...workWords(body), ...loopWords(body), ...whenWords(body)].join(" · ");
}

function workWords(body: JsonObject): string[] {
  const tool = textOf(body.tool);
  const operation = textOf(body.operation);
  const parameters = isObject(body.parameters) ? body.parameters : {};
  if (body.execution_mode === "orchestrated" || (tool === undefined && body.task_description !== undefined)) {
    return agentWords(body);
  }
  if (body.chain !== undefined) return [`Chain ${textOf(body.chain) ?? ""}`.trim()];
  if (tool === undefined) return ["No tool chosen yet"];
  const name = TOOLS[tool] ?? capital(tool);
  if (tool === "http") {
    const url = body.for_each === undefined ? some(parameters.url) : [];
    return [`HTTP ${textOf(parameters.method) ?? "GET"}`, ...url];
  }
  if (tool === "browser" && operation === "run") return [name, ...counted(parameters.actions, "action")];
  if (tool === "browser")
    return [
      `${name}, ${operation ?? ""}`,
      ...some(parameters.items ?? parameters.url),
      ...counted(parameters.fields, "field"),
    ];
  if (tool === "notify") return [name, ...some(parameters.title)];
  const [first] = Object.values(parameters);
  return [operation === undefined ? name : `${name}, ${operation.replaceAll("_", " ")}`, ...some(first)];
}

function agentWords(body: JsonObject): string[] {
  const model = isObject(body.model) ? textOf(body.model.type) : textOf(body.model);
  const tools = Array.isArray(body.allowed_tools) ? body.allowed_tools.map(String) : [];
  const may = tools.length > 2 ? `may call ${plural(tools.length, "tool")}` : `may call ${tools.join(" and ")}`;
  return ["LLM", ...(model ? [model] : []), ...(tools.length > 0 ? [may] : [])];
}

function loopWords(body: JsonObject): string[] {
  const repeat = body[writtenKey(body, "repeat")];
  if (body.for_each !== undefined) {
    const items = Array.isArray(body.for_each) ? plural(body.for_each.length, "item") : unbraced(String(body.for_each));
    const at = typeof body.concurrency === "number" && body.concurrency > 1 ? `, ${body.concurrency} at a time` : "";
    return [`for each of ${items}${at}`];
  }
  if (!isObject(repeat)) return [];
  return [
    repeat.until === undefined
      ? `${String(repeat.max ?? "several")} times`
      : `again until ${short(unbraced(String(repeat.until)))}`,
  ];
}

const whenWords = (body: JsonObject): string[] =>
  body.when === undefined ? [] : [`if ${short(unbraced(String(body.when)))}`];

/** What is special about how it runs, as tags below the sentence. */
export function cardChips(body: JsonObject): string[] {
  const retry = body[writtenKey(body, "retry")];
  const seconds = (key: string, words: string) => (typeof body[key] === "number" ? [`${words} ${body[key]} s`] : []);
  const policy = textOf(body.error_policy)?.toLowerCase();
  return [
    ...(isObject(retry) ? [retryWords(retry)] : []),
    ...(body.trigger === "manual" ? ["waits for a person"] : []),
    ...seconds("timeout", "timeout"),
    ...seconds("total_timeout", "all attempts"),
    ...(policy && policy !== "stop" && policy !== "retry"
      ? [policy === "rollback" ? "rolls back on failure" : `on failure: ${policy}`]
      : []),
    ...(textOf(body.alternative) ? [`else ${textOf(body.alternative)}`] : []),
    ...(textOf(body.compensate) ? [`undone by ${textOf(body.compensate)}`] : []),
    ...(isObject(body.output_schema) ? [`output checked${checkedKeys(body.output_schema)}`] : []),
    ...(body.rerun === "never" ? ["never runs twice"] : []),
  ];
}

function retryWords(retry: JsonObject): string {
  const delay = typeof retry.initial_delay === "number" ? ` from ${retry.initial_delay} s` : "";
  return `retry ${plural(typeof retry.max_attempts === "number" ? retry.max_attempts : 3, "time")}${delay}`;
}

function checkedKeys({ properties }: JsonObject): string {
  const keys = isObject(properties) ? Object.keys(properties) : [];
  return keys.length > 0 && keys.length < 4 ? `: ${keys.join(", ")}` : "";
}

const some = (value: JsonValue | undefined): string[] => {
  const text =
    typeof value === "string" ? unbraced(value) : value === undefined || typeof value === "object" ? "" : String(value);
  return text === "" ? [] : [short(text.split("\n")[0] ?? "")];
};

function counted(value: JsonValue | undefined, word: string): string[] {
  const count = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
  return count === 0 ? [] : [plural(count, word)];
}

/** Templates without their braces: on a card the name says enough. */
const unbraced = (text: string): string => text.replace(/\{\{-?\s*|\s*-?\}\}/g, "");
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll("_", " ");
