import { expect, test } from "vitest";
import type { LogEvent } from "../log-lines";
import { argumentWords, budgetsOf, conversationOf, type Usage } from "./conversation";

let seq = 0;
const log = (data: object, attempt = 1): LogEvent =>
  ({
    kind: "log",
    seq: ++seq,
    at: 0,
    stepId: "a",
    item: null,
    attempt,
    data: { level: "info", message: "", data },
  }) as never;

const limits = { turns: 12, tool_calls: 50, tokens: 20_000, time: 300, cost: 0.05 };
const usage: Usage = {
  ...{ kind: "llm.usage", turn: 2, platform: "default", model: "small", turns: 2, tool_calls: 1, corrections: 0 },
  ...{ input_tokens: 16_000, output_tokens: 310, estimated: false, cost: 0.0163, time_ms: 21_000, limits },
};

test("calls stand with their results, refusals and misfits in their places, and only of the last attempt", () => {
  const {
    entries,
    usage: used,
    checked,
  } = conversationOf([
    log({ kind: "llm.message", turn: 0, role: "task", text: "earlier" }),
    log({ kind: "llm.message", turn: 0, role: "task", text: "Pick." }, 2),
    log({ kind: "llm.tool_call", turn: 1, call: "a", tool: "http.request", arguments: { url: "x" } }, 2),
    log({ kind: "llm.tool_call", turn: 1, call: "b", tool: "http.request", arguments: { url: "y" } }, 2),
    log({ kind: "llm.tool_result", turn: 1, call: "b", tool: "http.request", ok: true, result: 2, duration_ms: 5 }, 2),
    log({ kind: "llm.refused", turn: 1, call: "c", tool: "files.write", arguments: {}, reason: "not allowed" }, 2),
    log({ kind: "llm.result", turn: 2, fits: false, problems: [], corrections: 0, max_corrections: 2 }, 2),
    log(usage, 2),
    log({ something: "else" }, 2),
  ]);
  expect(entries.map(({ type }) => type)).toEqual(["message", "call", "call", "refused", "misfit"]);
  expect(entries[0]).toMatchObject({ message: { text: "Pick." } });
  expect(entries[1]).toMatchObject({ use: { result: null } });
  expect(entries[2]).toMatchObject({ use: { result: { result: 2 } } });
  expect(used?.model).toBe("small");
  expect(checked?.fits).toBe(false);
});

test("budgets say what was used of what, in short numbers", () => {
  expect(budgetsOf(usage).map(({ name, used, limit }) => `${name} ${used} of ${limit}`)).toEqual([
    "Turns 2 of 12",
    "Tokens 16.3k of 20k",
    "Calls 1 of 50",
    "Cost $0.0163 of $0.0500",
    "Time 21.0 s of 300 s",
  ]);
  expect(budgetsOf({ ...usage, cost: null }).map(({ name }) => name)).not.toContain("Cost");
});

test("arguments are words on one line", () => {
  expect(argumentWords({ method: "GET", url: "http://x\n", headers: { a: 1 } })).toBe("GET http://x …");
  expect(argumentWords({ text: "a".repeat(500) })).toHaveLength(120);
});
