import { describe, expect, it } from "vitest";
import { parseNumber } from "./extraction";

describe("numbers on pages", () => {
  it.each([
    ["$1,299.00", 1299],
    ["1.299,00 €", 1299],
    ["3,5", 3.5],
    ["12", 12],
    ["-4.25 points", -4.25],
    ["1,299", 1299],
    ["1 299,90", 1299.9],
    ["0.125", 0.125],
    ["about 7 of 9", 7],
    ["free", null],
    ["", null],
  ])("%j is %j", (text, number) => expect(parseNumber(text)).toBe(number));
});
