import { expect, it } from "vitest";
import { handBackChoices } from "./hand-back-choices";

const choices = (paused: boolean, nextAction: string | null) =>
  handBackChoices({ paused, nextAction }).map(({ value, hint }) => [value, hint]);

it("between steps there is nothing to choose", () => {
  expect(choices(false, null)).toEqual([["continue", null]]);
});

it("before an action it says which one", () => {
  expect(choices(true, "2 of 3: click .x")[0]).toEqual(["continue", "2 of 3: click .x"]);
  expect(handBackChoices({ paused: true, nextAction: "2 of 3: click .x" })[1]?.title).toBe("Do the last action again");
});

it("after a failure it says what failed", () => {
  expect(choices(true, "after a failure: click .x").slice(0, 2)).toEqual([
    ["continue", "As if this had worked: click .x"],
    ["retry", "click .x"],
  ]);
});
