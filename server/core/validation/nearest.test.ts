import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Effort, nearest } from "./nearest";

describe("the word that was meant", () => {
  test.each<[string, string[], string | undefined]>([
    ["tiemout", ["timeout", "retry"], "timeout"],
    ["parametrs", ["parameters", "params"], "parameters"],
    ["Timeout", ["timeout"], "timeout"],
    ["fail", ["success", "failure"], "failure"],
    ["ab", ["ba"], "ba"],
    ["x", ["y"], "y"],
    ["x", ["yz"], undefined],
    ["timeout", ["timeout"], undefined],
    ["completely", ["different"], undefined],
    [
      "a-rather-long-name-of-a-step-with-many-words",
      ["a-rather-long-name-of-a-step-with-most-words"],
      "a-rather-long-name-of-a-step-with-most-words",
    ],
  ])("%s of %j is %s", (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });
});

/** The distance by its definition, without bounds. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : i)),
  );
  const cell = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const ways = [cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) ways.push(cell(i - 2, j - 2) + 1);
      const row = table[i];
      if (row) row[j] = Math.min(...ways);
    }
  return cell(a.length, b.length);
}

test("is the nearest of all, if any is near enough", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 8 }), (wanted, known) => {
      const bound = Math.min(Math.max(1, Math.ceil(wanted.length / 3)), 6);
      const distances = known.filter((one) => one !== wanted).map((one) => distance(wanted, one));
      const lowest = Math.min(...distances, Number.POSITIVE_INFINITY);
      const found = nearest(wanted, known);
      if (lowest <= bound) expect(distance(wanted, found ?? "")).toBe(lowest);
      // Else only a word that is cut short or written out.
      else if (found !== undefined) expect(found.startsWith(wanted) || wanted.startsWith(found)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("words that grow in small letters are compared as a whole", () => {
  const dotted = "İ".repeat(63);
  expect(nearest(`x${dotted}`, [`y${dotted}z`, `w${dotted}`])).toBe(`w${dotted}`);
});

test("a word among thousands that are nearly it is found soon, or not at all", () => {
  const known = Array.from({ length: 100_000 }, (_, n) => `${"ab".repeat(26)}-${n}`);
  expect(nearest("ba".repeat(26), known)).toSatisfy((found) => found === undefined || known.includes(String(found)));
});

test("the wrong words of one text share what it may take to find what they were meant to be", () => {
  const known = Array.from({ length: 500 }, (_, n) => `${"ab".repeat(26)}-${n}`);
  const effort = new Effort();
  const found = known.map((_, n) => nearest(`${"ba".repeat(26)}-${n}`, known, effort));
  expect(found[0]).toBe(known[0]);
  expect(found.at(-1)).toBeUndefined();
  expect(nearest("tiemout", ["timeout"], new Effort())).toBe("timeout");
});
