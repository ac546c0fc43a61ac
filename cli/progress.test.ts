import { describe, expect, test } from "vitest";
import type { ExecutionView, StepView } from "../server/services/execution-view";
import { createLiveArea } from "./live-area";
import { changeLines, progressLines, summaryLine } from "./progress";
import { runReport } from "./run-report";

const ESCAPE = String.fromCharCode(27);
const COLOUR = new RegExp(`${ESCAPE}\\[\\d+m`, "g");
const plain = { columns: 200, colours: false };
const at = Date.parse("2025-05-04T05:00:00Z");

function step(id: string, more: Partial<StepView> = {}): StepView {
  const empty = {
    reason: null,
    error: null,
    wakeAt: null,
    startedAt: null,
    endedAt: null,
    resultBytes: null,
    iteration: 0,
    branch: null,
    childId: null,
    loop: null,
  };
  return { id, status: "pending", attempt: 0, ...empty, ...more };
}

function view(steps: StepView[], more: Partial<ExecutionView> = {}): ExecutionView {
  const graph = steps.map(({ id }) => ({
    ...{ id, name: `The ${id}`, description: null, tool: "t", operation: "o", outputKey: `${id}_key`, dependsOn: [] },
    ...{ join: "all_succeeded" as const, when: null, trigger: "auto" as const },
    ...{ role: "step" as const, subChain: null, ends: [], loop: null },
  }));
  return {
    ...{
      id: "e1",
      role: "owner",
      chainId: null,
      chainName: "Test",
      versionNumber: null,
      origin: "manual",
      startedBy: null,
      params: {},
      priority: 0,
      waitsForKey: null,
      parent: null,
      replayOf: null,
      replays: [],
      taskId: null,
      isTest: false,
    },
    ...{ status: "running", withErrors: false, reason: null, createdAt: at, startedAt: at, endedAt: null, seq: 1 },
    ...{ share: { browserSession: false, files: false }, usualDurationMs: null, graph, steps },
    ...more,
  };
}

describe("progress", () => {
  test("has a line for each step: mark, name, state, time, attempt, reason", () => {
    const steps = [
      step("a", { status: "succeeded", attempt: 1, startedAt: at, endedAt: at + 1500 }),
      step("b", { status: "running", attempt: 2, startedAt: at + 1500 }),
      step("c", {
        status: "waiting",
        attempt: 1,
        wakeAt: at + 75_000,
        reason: { code: "retry_backoff", message: "Waits before attempt 2." },
      }),
      step("d", {
        status: "failed",
        attempt: 3,
        startedAt: at,
        endedAt: at + 61_000,
        error: { code: "tool_error", message: "No\u001b[31m answer\nfrom it" },
      }),
      step("e", { status: "skipped", reason: { code: "condition_false", message: "x > 3 is false." } }),
      step("f"),
    ];
    expect(progressLines(view(steps), at + 15_000, plain)).toEqual([
      "✔ The a  succeeded  1.5 s",
      "▶ The b  running  13 s  attempt 2",
      "◷ The c  waiting  Waits before attempt 2. (1 min 00 s more)",
      "✘ The d  failed  1 min 01 s  attempt 3  No[31m answer from it",
      "↷ The e  skipped  x > 3 is false.",
      "· The f  pending",
      "Test running in 15 s",
    ]);
  });

  test("is cut at the width of the terminal and coloured when asked", () => {
    const long = step("a", { status: "skipped", reason: { code: "condition_false", message: "because ".repeat(20) } });
    for (const line of progressLines(view([long]), at, { columns: 40, colours: true })) {
      expect(line.replace(COLOUR, "").length).toBeLessThanOrEqual(40);
      expect(line.endsWith("\u001b[0m")).toBe(true);
    }
  });

  test("the end says how and why", () => {
    const ended = view([], {
      status: "timed_out",
      endedAt: at + 2000,
      reason: { code: "timeout", message: "The limit of 2 s ran out." },
    });
    expect(summaryLine(ended, at, plain)).toBe("Test timed out in 2.0 s: The limit of 2 s ran out.");
    expect(summaryLine(view([], { status: "succeeded", withErrors: true, endedAt: at }), at, plain)).toBe(
      "Test succeeded with errors in 0.0 s",
    );
  });

  test("without a terminal only changes are written", () => {
    const before = view([step("a", { status: "running", attempt: 1, startedAt: at }), step("b")]);
    const after = view([step("a", { status: "succeeded", attempt: 1, startedAt: at, endedAt: at + 100 }), step("b")]);
    expect(changeLines(null, before, at, plain)).toEqual(["▶ The a  running  0.0 s"]);
    expect(changeLines(before, after, at, plain)).toEqual(["✔ The a  succeeded  0.1 s"]);
    expect(changeLines(after, after, at, plain)).toEqual([]);
  });
});

describe("the live area", () => {
  const screen = (isTTY: boolean) => {
    const written: string[] = [];
    return { isTTY, columns: 80, rows: 24, written, write: (text: string) => written.push(text) };
  };

  test("draws over the last lines on a terminal", () => {
    const terminal = screen(true);
    const area = createLiveArea(terminal, { NO_COLOR: "1" });
    area.show(view([step("a")]), at);
    area.end(view([step("a")], { status: "canceled", endedAt: at }), at);
    expect(terminal.written[0]).toBe("\u001b[2K· The a  pending\n\u001b[2KTest running in 0.0 s\n\u001b[0J");
    expect(terminal.written[1]).toContain(`${ESCAPE}[2A`);
  });

  test("writes plain lines elsewhere", () => {
    const file = screen(false);
    const area = createLiveArea(file, {});
    area.show(view([step("a", { status: "running", attempt: 1, startedAt: at })]), at);
    area.end(
      view([step("a", { status: "succeeded", attempt: 1, startedAt: at, endedAt: at })], {
        status: "succeeded",
        endedAt: at,
      }),
      at,
    );
    expect(file.written.join("")).toBe("▶ The a  running  0.0 s\n✔ The a  succeeded  0.0 s\nTest succeeded in 0.0 s\n");
  });
});

test("the report has results by output key, errors by step, and times in ISO 8601", () => {
  const steps = [
    step("a", { status: "succeeded", attempt: 1, startedAt: at, endedAt: at + 1500 }),
    step("b", {
      status: "failed",
      attempt: 3,
      startedAt: at,
      endedAt: at,
      error: { code: "tool_error", message: "No" },
      reason: { code: "tool_error", message: "No" },
    }),
    step("c", { status: "skipped", reason: { code: "condition_false", message: "No" } }),
  ];
  const ended = view(steps, { status: "succeeded", withErrors: true, endedAt: at + 1500 });
  const once = { iteration: 0, items: null, went_to: null, child: null };
  expect(runReport(ended, new Map([["a", { x: 1 }]]))).toEqual({
    id: "e1",
    status: "succeeded",
    reason: null,
    with_errors: true,
    duration_ms: 1500,
    replay_of: null,
    parent_id: null,
    results: { a_key: { x: 1 }, b_key: null },
    errors: { b: { code: "tool_error", message: "No" } },
    steps: [
      {
        id: "a",
        status: "succeeded",
        reason: null,
        attempts: 1,
        ...once,
        started_at: "2025-05-04T05:00:00.000Z",
        ended_at: "2025-05-04T05:00:01.500Z",
      },
      {
        id: "b",
        status: "failed",
        reason: { code: "tool_error", message: "No" },
        attempts: 3,
        ...once,
        started_at: "2025-05-04T05:00:00.000Z",
        ended_at: "2025-05-04T05:00:00.000Z",
      },
      {
        id: "c",
        status: "skipped",
        reason: { code: "condition_false", message: "No" },
        attempts: 0,
        ...once,
        started_at: null,
        ended_at: null,
      },
    ],
  });
});
