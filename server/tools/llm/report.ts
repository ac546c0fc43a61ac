import type { JsonValue } from "../../core/json";

/**
 * A report that people can read, made of a task and its data without any model: title, then the data as indented
 * lines. Same input, same text.
 */
export function plainReport(task: string, data: { [key: string]: JsonValue }): string {
  const [title = "Report", ...rest] = task.trim().split("\n");
  const entries = Object.entries(data);
  const lines = entries.flatMap(([key, value]) => ["", `## ${words(key)}`, ...linesOf(value, 0)]);
  const text = [`# ${title}`, ...rest, ...(entries.length === 0 ? ["", "No data was given."] : lines)];
  return `${text.join("\n").trimEnd()}\n`;
}

const MAX_ITEMS = 100;

function linesOf(value: JsonValue, depth: number): string[] {
  const indent = "  ".repeat(depth);
  if (value === null || typeof value !== "object") return [`${indent}${scalar(value)}`];
  const list = Array.isArray(value);
  const entries: [string, JsonValue][] = list ? value.map((item) => ["", item]) : Object.entries(value);
  if (entries.length === 0) return [`${indent}none`];
  const lines = entries.slice(0, MAX_ITEMS).flatMap(([key, item]) => entryLines(key, item, depth));
  return entries.length > MAX_ITEMS ? [...lines, `${indent}- and ${entries.length - MAX_ITEMS} more`] : lines;
}

function entryLines(key: string, value: JsonValue, depth: number): string[] {
  const indent = "  ".repeat(depth);
  const name = key === "" ? "" : `${words(key)}: `;
  if (value === null || typeof value !== "object") return [`${indent}- ${name}${scalar(value)}`];
  if (key !== "") return [`${indent}- ${words(key)}`, ...linesOf(value, depth + 1)];
  return isFlat(value) ? [`${indent}- ${inline(value)}`] : [`${indent}- Entry`, ...linesOf(value, depth + 1)];
}

const isFlat = (value: object) =>
  !Array.isArray(value) && Object.values(value).every((item) => item === null || typeof item !== "object");
const inline = (value: object) =>
  Object.entries(value as { [key: string]: JsonValue })
    .map(([key, item]) => `${words(key)}: ${scalar(item)}`)
    .join(", ");

function scalar(value: JsonValue): string {
  if (value === null) return "none";
  return String(value).replaceAll("\n", " ");
}

/** `weather_data` → `Weather data`. */
function words(key: string): string {
  const text = key.replace(/[_-]+/g, " ").trim();
  return text === "" ? key : text.charAt(0).toUpperCase() + text.slice(1);
}
