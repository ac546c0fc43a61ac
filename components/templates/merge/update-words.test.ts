import { expect, test } from "vitest";
import { mergeDefinitions } from "@/server/core/merge/merge-definitions";
import { updateWords } from "./update-words";

const words = (yours: object[], theirs: object[], name = "Mine") => {
  const base = [{ id: "read" }, { id: "say" }, { id: "send" }];
  const text = (title: string, steps: object[]) => JSON.stringify({ name: title, steps });
  const merge = mergeDefinitions({ base: text("A", base), yours: text(name, yours), theirs: text("A", theirs) });
  if (!merge) throw new Error("They cannot be merged.");
  return updateWords(merge);
};
const [read, say, send] = [{ id: "read" }, { id: "say" }, { id: "send" }];

test("an update says what it keeps, what it brings, and where one has to decide", () => {
  expect(words([read, say, send], [read, say, { ...send, x: 1 }])).toBe("The author changed 1 step.");
  expect(words([read, { ...say, x: 1 }, send], [{ ...read, x: 1 }, say, { ...send, x: 1 }])).toBe(
    'You changed "say" in your copy. The update keeps that. The author changed 2 steps.',
  );
  expect(words([read, { ...say, x: 1 }, send], [read, { ...say, x: 2 }, send])).toBe(
    'Both changed "say": you decide there.',
  );
  expect(words([read, say, send], [read, say, send])).toBe("The update touches nothing that you changed.");
});
