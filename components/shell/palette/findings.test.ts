import { expect, test } from "vitest";
import { readTyped } from "./findings";

test.each([
  ["nightly", { only: null, text: "nightly" }],
  [" > run ", { only: "actions", text: "run" }],
  ["#019a", { only: "ids", text: "019a" }],
  ["@bo", { only: "people", text: "bo" }],
  ["bo@example.com", { only: null, text: "bo@example.com" }],
])("%j is read as %j", (typed, read) => {
  expect(readTyped(typed)).toEqual(read);
});
