import { expect, test } from "vitest";
import { loudParts, readmeBlocks } from "./readme";

test("headings, lists, code and text are told apart, over lines that belong together", () => {
  const text =
    "# Head\nSome\ntext\n\nmore\n\n1. one\n   goes on\n2. two\n- three\n\n```\n# no head\n- no item\n```\n## End";
  expect(readmeBlocks(text)).toEqual([
    { type: "heading", text: "Head" },
    { type: "text", text: "Some text" },
    { type: "text", text: "more" },
    { type: "list", ordered: true, items: ["one goes on", "two"] },
    { type: "list", ordered: false, items: ["three"] },
    { type: "code", text: "# no head\n- no item\n" },
    { type: "heading", text: "End" },
  ]);
});

test("markup, links and images of an author stay text", () => {
  const evil = "<img src=x onerror=alert(1)> [click](javascript:alert(1)) ![x](http://evil.example/pixel)";
  expect(readmeBlocks(evil)).toEqual([{ type: "text", text: evil }]);
});

test("an open block of code ends with the text", () => {
  expect(readmeBlocks("```\na")).toEqual([{ type: "code", text: "a\n" }]);
  expect(readmeBlocks("")).toEqual([]);
});

test("words between two stars are loud; in code, and alone, stars stay stars", () => {
  const parts = loudParts("Reads the **deals** of `a ** b` and 2 ** 3 ** 4");
  expect(parts.filter(({ loud }) => loud)).toEqual([{ loud: true, words: "deals" }]);
  expect(parts.map(({ words }) => words).join("")).toBe("Reads the deals of `a ** b` and 2 ** 3 ** 4");
});
