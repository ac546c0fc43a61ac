import { describe, expect, it } from "vitest";
import type { ExecutionStatus } from "@/server/core/execution/states";
import type { ExecutionRow } from "@/server/services/execution-view";
import { groupExecutions } from "./execution-groups";

const now = new Date(2026, 10, 21, 10, 47).getTime();
const row = (id: string, status: ExecutionStatus, daysAgo: number): ExecutionRow => ({
  id,
  chainId: null,
  chainName: id,
  origin: "manual",
  status,
  withErrors: false,
  waiting: false,
  held: false,
  replayOf: null,
  parentId: null,
  reason: null,
  createdAt: now - daysAgo * 86_400_000,
  startedAt: null,
  endedAt: null,
});

describe("groupExecutions", () => {
  it("puts what is open first, then the days", () => {
    const groups = groupExecutions(
      [
        row("a", "succeeded", 0),
        row("b", "running", 1),
        row("c", "failed", 1),
        row("d", "queued", 0),
        row("e", "canceled", 3),
      ],
      now,
    );
    expect(groups.map(({ title, about, rows }) => [title, about, rows.map(({ id }) => id)])).toEqual([
      ["Now", "1 running, 1 queued", ["b", "d"]],
      ["Today", "21 November", ["a"]],
      ["Yesterday", "20 November", ["c"]],
      ["Wednesday", "18 November", ["e"]],
    ]);
  });
});
