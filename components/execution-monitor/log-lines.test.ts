import { describe, expect, it } from "vitest";
import { filterLogs, type LogEvent, logLine } from "./log-lines";

const log = (seq: number, level: string, message: string, data?: string): LogEvent => ({
  seq,
  at: 0,
  kind: "log",
  stepId: "a",
  item: null,
  attempt: 1,
  data: { level, message, ...(data === undefined ? {} : { data }) },
});
const logs = [log(1, "debug", "opened"), log(2, "warn", "Slow page"), log(3, "error", "gone", "Kettle")];

describe("log lines", () => {
  it("are filtered by level and above", () => {
    expect(filterLogs(logs, "warn", "").map(({ seq }) => seq)).toEqual([2, 3]);
  });
  it("are searched in message and data, whatever the case", () => {
    expect(filterLogs(logs, "debug", "slow").map(({ seq }) => seq)).toEqual([2]);
    expect(filterLogs(logs, "debug", "kettle").map(({ seq }) => seq)).toEqual([3]);
  });
  it("read well in a file", () => {
    expect(logs[2] && logLine(logs[2])).toBe('1970-01-01T00:00:00.000Z error gone "Kettle"');
  });
});
