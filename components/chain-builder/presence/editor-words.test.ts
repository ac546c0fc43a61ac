import { expect, it } from "vitest";
import { editorWords } from "./editor-words";

const titles = new Map([["judge", "Judge the deals"]]);
const other = (name: string, stepId: string | null = null, you = false) => ({ editor: name, name, stepId, you });

it.each([
  [[], null],
  [[other("research", "judge")], "research is editing Judge the deals"],
  [[other("research")], "research is editing this chain"],
  [[other("research", "gone")], "research is editing gone"],
  [[other("me", "judge", true)], "You, in another tab, are editing Judge the deals"],
  [[other("research", "judge"), other("ops")], "research and 1 more are editing this chain"],
])("says who edits too", (others, expected) => {
  expect(editorWords(others, titles)).toBe(expected);
});
