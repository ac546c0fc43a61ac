import { plain } from "@/components/shared/ansi-text";
import type { LogData, RecordedEvent } from "@/server/core/execution/event";

export type LogEvent = RecordedEvent & { kind: "log" };
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a log event says; one without data says nothing. */
export function logOf(event: LogEvent): LogData {
  const data = (event.data ?? {}) as Partial<LogData>;
  return { level: data.level ?? "info", message: data.message ?? "", data: data.data };
}

/** One line of a downloaded log. */
export function logLine(event: LogEvent): string {
  const { level, message, data } = logOf(event);
  const rest = data === undefined ? "" : ` ${JSON.stringify(data)}`;
  return `${new Date(event.at).toISOString()} ${level.padEnd(5)} ${plain(message)}${rest}`;
}

/** The lines of a level and above that contain a text, in message or data, whatever the case. */
export function filterLogs(logs: readonly LogEvent[], level: LogLevel, text: string): LogEvent[] {
  const lowest = LOG_LEVELS.indexOf(level);
  const wanted = text.trim().toLowerCase();
  return logs.filter((event) => {
    const log = logOf(event);
    if (LOG_LEVELS.indexOf(log.level) < lowest) return false;
    return wanted === "" || `${plain(log.message)} ${JSON.stringify(log.data ?? "")}`.toLowerCase().includes(wanted);
  });
}
