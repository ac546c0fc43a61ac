import { expect, test } from "vitest";
import { mergeDefinitions } from "@/server/core/merge/merge-definitions";
import { absentWords, placeName, placeWords, subjectsOf } from "./subjects";

const text = (name: string, steps: object[]) => JSON.stringify({ name, steps });
const read = { id: "read", name: "Read it", tool: "http", operation: "request", parameters: { url: "a" } };
const ask = { id: "ask", execution_mode: "orchestrated", task_description: "Why?" };

function merge() {
  const merged = mergeDefinitions({
    base: text("A", [read, ask, { id: "say" }]),
    yours: text("B", [{ ...read, parameters: { url: "b" } }, ask]),
    theirs: text("A", [{ ...read, parameters: { url: "c" }, timeout: 5 }, ask, { id: "say" }, { id: "more" }]),
  });
  if (!merged) throw new Error("They cannot be merged.");
  return merged;
}

test("places are gathered by what they are about, and steps without any are named", () => {
  const { subjects, unchanged } = subjectsOf(merge());
  expect(subjects.map(({ title, tool, places }) => [title, tool, places.map(placeName)])).toEqual([
    ["The chain", "", ["name"]],
    ["Read it", "http", ["parameters.url", "timeout"]],
    ["say", "", ["the whole step"]],
    ["more", "", ["the whole step"]],
  ]);
  expect(unchanged).toEqual(["ask"]);
});

test("a place says who did what, and what of it is there", () => {
  const [name, url, timeout, say, more] = subjectsOf(merge()).subjects.flatMap(({ places }) => places);
  if (!name || !url || !timeout || !say || !more) throw new Error("A place is missing.");
  expect(placeWords(name, false)).toBe("changed by you, kept");
  expect([placeWords(url, true), placeWords(url, false)]).toEqual(["changed by both", "decided"]);
  expect([placeWords(timeout, false), absentWords(timeout, "yours")]).toEqual([
    ...["added by the author, taken over", "Not in your copy."],
  ]);
  expect([placeWords(say, false), absentWords(say, "yours")]).toEqual([
    ...["removed by you, kept", "You removed this step."],
  ]);
  expect(placeWords(more, false)).toBe("added by the author, taken over");
});
