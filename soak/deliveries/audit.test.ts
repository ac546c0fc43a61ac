import { describe, expect, test } from "vitest";
import { auditDeliveries, type OwedDelivery } from "./audit";
import type { Receipt } from "./receiver";

const row = (id: string, position: number, rest: Partial<OwedDelivery> = {}): OwedDelivery => ({
  ...{ id, executionId: "e", momentId: "m", place: "task_finished:a", position, type: "webhook", state: "delivered" },
  ...{ reason: null, isDeciding: false, settledAt: 1, ...rest },
});
const receipt = (id: string, at: number, rest: Partial<Receipt> = {}): Receipt => ({
  ...{ id, status: 200, isDeciding: false, beganAt: at, arrivedAt: at, ...rest },
});
const TELLS = { "task_finished:a": 2 };
const audit = (rows: OwedDelivery[], receipts: Receipt[]) =>
  auditDeliveries([{ id: "e", tells: TELLS }], rows, receipts);

describe("the audit of deliveries", () => {
  test("is silent when all were received in order, some of them again", () => {
    const found = audit([row("a", 0), row("b", 1)], [receipt("a", 1), receipt("a", 5), receipt("b", 9)]);
    expect(found).toEqual({ problems: [], late: 0, again: 1 });
  });

  test.each<[string, OwedDelivery[], Receipt[], string]>([
    ["a row too few", [row("a", 0)], [receipt("a", 1)], "1 instead of 2"],
    [
      "a row too many",
      [row("a", 0), row("b", 1), row("c", 0, { momentId: "n" })],
      [receipt("a", 1), receipt("b", 2), receipt("c", 3)],
      "3 instead of 2",
    ],
    [
      "a moment nobody asked for",
      [row("a", 0), row("b", 1), row("c", 0, { momentId: "n", place: "workflow_finished" })],
      [receipt("a", 1), receipt("b", 2), receipt("c", 3)],
      "1 instead of 0",
    ],
    ["one that was never received", [row("a", 0), row("b", 1)], [receipt("a", 1)], "never received"],
    [
      "one that only failed",
      [row("a", 0), row("b", 1)],
      [receipt("a", 1), receipt("b", 2, { status: 429 })],
      "never received",
    ],
    [
      "one that is not ended",
      [row("a", 0), row("b", 1, { state: "waiting", settledAt: null })],
      [receipt("a", 1)],
      "still waiting",
    ],
    [
      "one that was given up for no reason",
      [row("a", 0), row("b", 1, { state: "gave_up" })],
      [receipt("a", 1)],
      "without a reason",
    ],
    [
      "a request that nobody owed",
      [row("a", 0), row("b", 1)],
      [receipt("a", 1), receipt("b", 2), receipt("x", 3)],
      "no row",
    ],
    ["the wrong order", [row("a", 0), row("b", 1)], [receipt("b", 1), receipt("a", 2)], "before the one before it"],
    [
      "one that comes again when the next has gone",
      [row("a", 0), row("b", 1)],
      [receipt("a", 1), receipt("b", 2), receipt("a", 3)],
      "before the one before it",
    ],
  ])("hears %s", (_, rows, receipts, problem) => {
    expect(audit(rows, receipts).problems).toContainEqual(expect.stringContaining(problem));
  });

  test("does not judge what a frozen process still had in hand, and hooks that decide have no row yet", () => {
    const late = receipt("a", 9_000, { beganAt: 1 });
    const asked = receipt("x", 3, { isDeciding: true });
    expect(audit([row("a", 0), row("b", 1)], [receipt("a", 1), receipt("b", 2), late, asked])).toEqual({
      ...{ problems: [], late: 1, again: 1 },
    });
  });
});
