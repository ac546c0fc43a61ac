import { describe, expect, it } from "vitest";
import { planOf } from "../core/execution/testing/plan-of";
import { inherited } from "./inheritance";
import type { BrowserState } from "./ports";

const state = (id: string): BrowserState => ({ id, url: "http://x/", tabs: ["http://x/"], storage: {} });

/** What step `c` of a - b - c inherits when a and b have used a browser and written files. */
function inheritedBy(pass: { a?: object; b?: object }, share = { browserSession: true, files: true }) {
  const plan = planOf([{ id: "a" }, { id: "b" }, { id: "c" }]);
  const [a, b, c] = plan.steps;
  if (!a || !b || !c) throw new Error("The plan has three steps.");
  const steps = [{ ...a, pass: { ...a.pass, ...pass.a } }, { ...b, pass: { ...b.pass, ...pass.b } }, c];
  const { browser, readableSteps } = inherited(
    { ...plan, share, steps },
    2,
    new Map([
      [0, state("of a")],
      [1, state("of b")],
    ]),
  );
  return { browser: browser?.id ?? null, files: readableSteps };
}

describe("what a step inherits", () => {
  const shared = { browserSession: true, files: true };
  it.each([
    ["everything passes", {}, shared, { browser: "of b", files: ["a", "b"] }],
    ["the nearest browser does not pass", { b: { browser: false } }, shared, { browser: "of a", files: ["a", "b"] }],
    [
      "no browser passes",
      { a: { browser: false }, b: { browser: false } },
      shared,
      { browser: null, files: ["a", "b"] },
    ],
    ["the nearest files do not pass", { b: { files: false } }, shared, { browser: "of b", files: ["a"] }],
    ["no files pass", { a: { files: false }, b: { files: false } }, shared, { browser: "of b", files: [] }],
    ["the session is not shared", {}, { browserSession: false, files: true }, { browser: null, files: ["a", "b"] }],
    ["files are not shared", {}, { browserSession: true, files: false }, { browser: "of b", files: [] }],
  ])("when %s", (_, pass, share, expected) => {
    expect(inheritedBy(pass, share)).toEqual(expected);
  });
});
