import { describe, expect, it } from "vitest";
import { passwordStrength } from "./password-strength";

describe("passwordStrength", () => {
  it.each([
    ["", 0],
    ["short", 1],
    ["aaaaaaaaaaaaaaaaaaaa", 1],
    ["abcdefghijkl", 2],
    ["correct horse b", 3],
    ["correct horse battery staple", 4],
  ])("rates %j with %i", (password, score) => expect(passwordStrength(password).score).toBe(score));
});
