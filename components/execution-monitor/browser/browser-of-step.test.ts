import { expect, it } from "vitest";
import type { BrowserView } from "@/server/services/browser-views";
import { browserOfStep } from "./browser-of-step";

const browser = (session: string, stepId: string | null, held = false): BrowserView => ({
  ...{
    session,
    stepId,
    url: null,
    title: null,
    frameNumber: 0,
    width: 1280,
    height: 800,
    paused: false,
    nextAction: null,
  },
  hold: held ? { mine: true, name: "Ada", until: 0, handedBack: false } : null,
});
const running = { status: "running", share: { browserSession: true, files: true } } as const;
const of = (
  browsers: BrowserView[],
  id: string,
  status: "running" | "pending" | "succeeded",
  execution: Parameters<typeof browserOfStep>[1] = running,
) => browserOfStep(browsers, execution, { id, status })?.session ?? null;

it("a step shows the browser that it uses, first of all one that somebody has", () => {
  expect(of([browser("shared", "a")], "a", "running")).toBe("shared");
  expect(of([browser("step:a[0]", "a"), browser("step:a[1]", "a", true)], "a", "running")).toBe("step:a[1]");
  expect(of([browser("shared", "b")], "a", "running")).toBeNull();
});

it("a step that is still to come shows the shared browser that waits", () => {
  expect(of([browser("shared", null)], "b", "pending")).toBe("shared");
  expect(
    of([browser("shared", null)], "b", "pending", { ...running, share: { browserSession: false, files: true } }),
  ).toBeNull();
});

it("nothing is shown with what has ended", () => {
  expect(of([browser("shared", null)], "a", "succeeded")).toBeNull();
  expect(of([browser("shared", "a")], "a", "running", { ...running, status: "canceled" })).toBeNull();
});
