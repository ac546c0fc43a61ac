import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./diff-lines";

/** The other text, made of the one and what is different. */
function applied(one: readonly string[], other: readonly string[]): string[] {
  const made: string[] = [];
  let at = 0;
  for (const { start, end, otherStart, otherEnd } of diffLines(one, other)) {
    made.push(...one.slice(at, start), ...other.slice(otherStart, otherEnd));
    at = end;
  }
  return [...made, ...one.slice(at)];
}
const list = (text: string) => text.split("");

test.each([
  ["abc", "abc", []],
  ["abc", "axc", [[1, 2, 1, 2]]],
  ["abc", "ac", [[1, 2, 1, 1]]],
  ["ac", "abc", [[1, 1, 1, 2]]],
  ["", "ab", [[0, 0, 0, 2]]],
  [
    "abcd",
    "xbcdy",
    [
      [0, 1, 0, 1],
      [4, 4, 4, 5],
    ],
  ],
])("%s to %s", (one, other, changes) => {
  const found = diffLines(list(one), list(other));
  expect(found.map(({ start, end, otherStart, otherEnd }) => [start, end, otherStart, otherEnd])).toEqual(changes);
});

const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });

test("what is different leads from the one to the other, and nothing of it touches", () => {
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      expect(applied(one, other)).toEqual(other);
      const changes = diffLines(one, other);
      for (const [index, change] of changes.entries())
        if (index > 0) expect(change.start).toBeGreaterThan(changes[index - 1]?.end ?? 0);
    }),
  );
});

test("as few lines as can be are different", () => {
  const common = (a: readonly string[], b: readonly string[]): number => {
    const rows = [new Array<number>(b.length + 1).fill(0)];
    for (const [at, line] of a.entries()) {
      const row = [0];
      for (const [index, other] of b.entries())
        row.push(line === other ? (rows[at]?.[index] ?? 0) + 1 : Math.max(rows[at]?.[index + 1] ?? 0, row[index] ?? 0));
      rows.push(row);
    }
    return rows.at(-1)?.at(-1) ?? 0;
  };
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      const size = diffLines(one, other).reduce(
        (sum, { start, end, otherStart, otherEnd }) => sum + end - start + otherEnd - otherStart,
        0,
      );
      expect(size).toBe(one.length + other.length - 2 * common(one, other));
    }),
  );
});

test("texts that have nothing in common are one change, however long they are", () => {
  const [one, other] = ["a", "b"].map((letter) => Array.from({ length: 20_000 }, (_, index) => `${letter}${index}`));
  expect(diffLines(one ?? [], other ?? [])).toEqual([{ start: 0, end: 20_000, otherStart: 0, otherEnd: 20_000 }]);
});
