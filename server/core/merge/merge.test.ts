import fc from "fast-check";
import { expect, test } from "vitest";
import { type MergeChoice, mergedText, mergeTexts } from "./merge";

const text = (lines: string) => lines.split(" ").join("\n");
const merged = (base: string, yours: string, theirs: string) =>
  mergedText(mergeTexts(text(base), text(yours), text(theirs)));

test.each([
  ["nothing changed", "a b c", "a b c", "a b c", "a b c"],
  ["only theirs", "a b c", "a b c", "a x c", "a x c"],
  ["only yours", "a b c", "a x c", "a b c", "a x c"],
  ["both, apart", "a b c d e", "x b c d e", "a b c d y", "x b c d y"],
  ["both alike", "a b c", "a x c", "a x c", "a x c"],
  ["yours removed, theirs added elsewhere", "a b c d", "a c d", "a b c d e", "a c d e"],
  ["theirs added at the start", "a b", "a b c", "z a b", "z a b c"],
])("%s merges by itself", (_, base, yours, theirs, result) => {
  expect(merged(base, yours, theirs)).toBe(text(result));
});

test.each([
  ["the same line changed twice", "a b c", "a x c", "a y c"],
  ["removed and changed", "a b c", "a c", "a y c"],
  ["both inserted at one place", "a b", "a x b", "a y b"],
])("%s is a conflict, and each side can be taken", (_, base, yours, theirs) => {
  const regions = mergeTexts(text(base), text(yours), text(theirs));
  expect(mergedText(regions)).toBeNull();
  const place = regions.findIndex(({ type }) => type === "conflict");
  const taken = (choice: MergeChoice) => mergedText(regions, new Map([[place, choice]]));
  expect(taken("yours")).toBe(text(yours));
  expect(taken("theirs")).toBe(text(theirs));
  expect(taken("base")).toBe(text(base));
  expect(taken({ lines: ["own", "words"] })).toContain("own\nwords");
});

const lines = fc.array(fc.constantFrom("a", "b", "c", "", "  d"), { maxLength: 12 }).map((list) => list.join("\n"));

test("who changed nothing gets what the other wrote, and the other way round", () => {
  fc.assert(
    fc.property(lines, lines, (base, other) => {
      expect(mergedText(mergeTexts(base, base, other))).toBe(other);
      expect(mergedText(mergeTexts(base, other, base))).toBe(other);
      expect(mergedText(mergeTexts(base, other, other))).toBe(other);
    }),
  );
});

test("taking one side everywhere gives that side, whatever the texts are", () => {
  fc.assert(
    fc.property(lines, lines, lines, (base, yours, theirs) => {
      const regions = mergeTexts(base, yours, theirs);
      for (const [side, whole] of [
        ["base", base],
        ["yours", yours],
        ["theirs", theirs],
      ] as const)
        expect(mergedText(regions, new Map(regions.map((_, index) => [index, side])))).toBe(whole);
    }),
  );
});
