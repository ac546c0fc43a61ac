import fc from "fast-check";
import { expect, test } from "vitest";
import { mergedText, mergeTexts } from "./merge-texts";

const text = (lines: string) => lines.split(" ").join("\n");
const regionsOf = (base: string, yours: string, theirs: string) => mergeTexts(text(base), text(yours), text(theirs));
const hasConflict = (regions: ReturnType<typeof mergeTexts>) => regions.some(({ type }) => type === "conflict");

test.each([
  ["nothing changed", "a b c", "a b c", "a b c", "a b c"],
  ["only theirs", "a b c", "a b c", "a x c", "a x c"],
  ["only yours", "a b c", "a x c", "a b c", "a x c"],
  ["both, apart", "a b c d e", "x b c d e", "a b c d y", "x b c d y"],
  ["both alike", "a b c", "a x c", "a x c", "a x c"],
  ["yours removed, theirs added elsewhere", "a b c d", "a c d", "a b c d e", "a c d e"],
  ["yours changed the line above an added one", "a b", "a x", "a b c", "a x c"],
  ["theirs added at the start", "a b", "a b c", "z a b", "z a b c"],
])("%s merges by itself", (_, base, yours, theirs, result) => {
  const regions = regionsOf(base, yours, theirs);
  expect(hasConflict(regions)).toBe(false);
  expect(mergedText(regions, "base")).toBe(text(result));
});

test.each([
  ["the same line changed twice", "a b c", "a x c", "a y c"],
  ["removed and changed", "a b c", "a c", "a y c"],
  ["both inserted at one place", "a b", "a x b", "a y b"],
])("%s is a conflict, and each side can be taken", (_, base, yours, theirs) => {
  const regions = regionsOf(base, yours, theirs);
  expect(hasConflict(regions)).toBe(true);
  expect(mergedText(regions, "yours")).toBe(text(yours));
  expect(mergedText(regions, "theirs")).toBe(text(theirs));
  expect(mergedText(regions, "base")).toBe(text(base));
});

const lines = fc.array(fc.constantFrom("a", "b", "c", "", "  d"), { maxLength: 12 }).map((list) => list.join("\n"));

test("who changed nothing gets what the other wrote, and the other way round", () => {
  fc.assert(
    fc.property(lines, lines, (base, other) => {
      expect(mergedText(mergeTexts(base, base, other), "base")).toBe(other);
      expect(mergedText(mergeTexts(base, other, base), "base")).toBe(other);
      expect(mergedText(mergeTexts(base, other, other), "base")).toBe(other);
    }),
  );
});
