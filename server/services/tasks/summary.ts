import type { JsonValue } from "../../core/json";

const MAX_CHARACTERS = 200;

interface Ended {
  status: string;
  result: JsonValue;
  resultBytes: number | null;
  error: { message: string } | null;
  reason: { message: string } | null;
}

/** What came of a step, in a line: the beginning of a text, how much is in a list, or why there is nothing. */
export function summaryOf({ status, result, resultBytes, error, reason }: Ended): string {
  if (status !== "succeeded") return cut(error?.message ?? reason?.message ?? "");
  const text = inWords(result);
  return resultBytes !== null && resultBytes >= 1024 ? `${text}, ${size(resultBytes)}` : text;
}

function inWords(value: JsonValue): string {
  if (value === null) return "no result";
  if (Array.isArray(value)) return count(value.length, "item");
  if (typeof value !== "object") return cut(String(value));
  const entries = Object.entries(value);
  const lists = entries.filter((entry): entry is [string, JsonValue[]] => Array.isArray(entry[1]));
  const full = lists.find(([, items]) => items.length > 0);
  if (full) return count(full[1].length, full[0].replace(/s$/, ""));
  const plain = entries.filter(([, one]) => one !== null && typeof one !== "object").slice(0, 3);
  if (plain.length === 0 && lists[0]) return count(0, lists[0][0].replace(/s$/, ""));
  if (plain.length === 0) return count(entries.length, "value");
  return cut(plain.map(([key, one]) => `${key.replaceAll("_", " ")} ${String(one)}`).join(", "));
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;

function cut(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length <= MAX_CHARACTERS ? line : `${line.slice(0, MAX_CHARACTERS - 1)}…`;
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
