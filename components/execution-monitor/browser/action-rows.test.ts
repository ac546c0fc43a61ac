import { expect, it } from "vitest";
import type { LogEvent } from "../log-lines";
import { actionCount, actionRows } from "./action-rows";

const line = (seq: number, message: string, data?: object): LogEvent =>
  ({
    seq,
    at: seq,
    kind: "log",
    stepId: "a",
    attempt: 1,
    data: { level: "info", message, data },
  }) as unknown as LogEvent;

it("what was done is told apart by who did it, and other lines are left out", () => {
  const rows = actionRows([
    line(1, "goto /login", { action: "goto", target: "/login", ms: 12 }),
    line(2, "Restored the browser session", { url: "x" }),
    line(3, "Clicked at 1, 2", { by: "Ada" }),
    line(4, "wait for /account did not work", { action: "wait_for", target: "/account", failed: true }),
  ]);
  expect(rows).toMatchObject([
    { name: "goto", what: "/login", by: null, ms: 12 },
    { name: "", what: "Clicked at 1, 2", by: "Ada", ms: null },
    { name: "wait for", what: "/account", by: null, ms: null, failed: true },
  ]);
  expect(actionCount(rows)).toBe("2 by the step, 1 by people");
  expect(actionCount(rows.slice(0, 1))).toBe("1");
});
