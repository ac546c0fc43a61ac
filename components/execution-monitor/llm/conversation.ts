import { type LlmRecord, readLlmRecord } from "@/server/core/execution/llm-record";
import { type LogEvent, logOf } from "../log-lines";

type Of<Kind extends LlmRecord["kind"]> = Extract<LlmRecord, { kind: Kind }>;
export type Message = Of<"llm.message">;
export type Usage = Of<"llm.usage">;
export type Checked = Of<"llm.result">;

/** A call of a tool, with what came of it. */
export interface ToolUse {
  call: Of<"llm.tool_call">;
  /** Null: it is under way, or was cut off. */
  result: Of<"llm.tool_result"> | null;
}

export type Entry =
  | { type: "message"; message: Message }
  | { type: "call"; use: ToolUse }
  | { type: "refused"; refused: Of<"llm.refused"> }
  | { type: "misfit"; result: Checked };

export interface Conversation {
  entries: readonly Entry[];
  usage: Usage | null;
  /** The last check of the answer against its schema; null: there was none. */
  checked: Checked | null;
}

/** The conversation of the last attempt: messages, calls with their results, refusals and answers that did not fit. Pure. */
export function conversationOf(logs: readonly LogEvent[]): Conversation {
  const last = Math.max(0, ...logs.map(({ attempt }) => attempt ?? 0));
  const records = logs.flatMap((event) => {
    if ((event.attempt ?? 0) !== last) return [];
    const record = readLlmRecord(logOf(event).data);
    return record ? [record] : [];
  });
  const entries: Entry[] = [];
  const open = new Map<string, ToolUse>();
  for (const record of records) {
    if (record.kind === "llm.message") entries.push({ type: "message", message: record });
    else if (record.kind === "llm.refused") entries.push({ type: "refused", refused: record });
    else if (record.kind === "llm.result" && !record.fits) entries.push({ type: "misfit", result: record });
    else if (record.kind === "llm.tool_call") {
      const use: ToolUse = { call: record, result: null };
      open.set(`${record.turn} ${record.call}`, use);
      entries.push({ type: "call", use });
    } else if (record.kind === "llm.tool_result") {
      const use = open.get(`${record.turn} ${record.call}`);
      if (use) use.result = record;
    }
  }
  return { entries, usage: lastOf(records, "llm.usage"), checked: lastOf(records, "llm.result") };
}

function lastOf<Kind extends LlmRecord["kind"]>(records: readonly LlmRecord[], kind: Kind): Of<Kind> | null {
  return (records.findLast((record) => record.kind === kind) as Of<Kind> | undefined) ?? null;
}

export interface Budget {
  name: string;
  used: string;
  limit: string;
  /** Share of the limit, 0 to 1 and above. */
  share: number;
}

/** What was used of what was allowed. */
export function budgetsOf({ limits, ...usage }: Usage): Budget[] {
  const tokens = usage.input_tokens + usage.output_tokens;
  return [
    { name: "Turns", used: `${usage.turns}`, limit: `${limits.turns}`, share: usage.turns / limits.turns },
    {
      ...{ name: "Tokens", used: `${usage.estimated ? "about " : ""}${short(tokens)}`, limit: short(limits.tokens) },
      share: tokens / limits.tokens,
    },
    {
      name: "Calls",
      used: `${usage.tool_calls}`,
      limit: `${limits.tool_calls}`,
      share: usage.tool_calls / limits.tool_calls,
    },
    ...(usage.cost === null
      ? []
      : [
          {
            ...{
              name: "Cost",
              used: dollars(usage.cost),
              limit: limits.cost === null ? "no limit" : dollars(limits.cost),
            },
            share: limits.cost === null ? 0 : usage.cost / limits.cost,
          },
        ]),
    {
      ...{ name: "Time", used: `${(usage.time_ms / 1000).toFixed(1)} s`, limit: `${limits.time} s` },
      share: usage.time_ms / 1000 / limits.time,
    },
  ];
}

const dollars = (amount: number): string => `$${amount < 1 ? amount.toFixed(4) : amount.toFixed(2)}`;

/** `950`, `16.3k`, `200k`, `1.2M`. */
function short(count: number): string {
  if (count < 1000) return `${count}`;
  const [value, unit] = count < 1_000_000 ? [count / 1000, "k"] : [count / 1_000_000, "M"];
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)}${unit}`;
}

/** The arguments of a call on one line. */
export function argumentWords(value: unknown): string {
  if (typeof value !== "object" || value === null) return value === null ? "" : String(value);
  const words = Object.values(value).map((one) => (typeof one === "object" && one !== null ? "…" : String(one)));
  const line = words.join(" ").replace(/\s+/g, " ");
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}
