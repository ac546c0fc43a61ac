import { expect, test } from "vitest";
import { StopSignal } from "./stop-signal";

test("a signal says what happened before anybody asked for it, and the first reason counts", () => {
  const early = new StopSignal<"cancel" | "handover">();
  early.stop("cancel");
  early.stop("handover");
  expect(early.signal.aborted).toBe(true);
  expect(early.signal.reason).toBe("cancel");
  const late = new StopSignal<"cancel">();
  const { signal } = late;
  expect([signal.aborted, late.reason]).toEqual([false, null]);
  late.stop("cancel");
  expect([signal.aborted, signal.reason, late.reason]).toEqual([true, "cancel", "cancel"]);
});
