import { expect, test } from "vitest";
import { readTemplateDocument, type TemplateDocument, writeTemplateDocument } from "./document";

const DOCUMENT: TemplateDocument = {
  ...{ title: "A title: with signs", summary: "", notes: "First", readme: "# Hello\n\n- one\n" },
  params: { url: { description: "Where", example: "https://example.com" } },
  test: {
    params: { url: "x", list: [1, null] },
    fixed: [
      { stepId: "a", value: { "odd key": [true] }, failed: false },
      { stepId: "b", value: { code: "tool_error", message: "No" }, failed: true },
    ],
  },
  source: "# comment\nname: A\nsteps:\n  - { id: a, tool: transform, operation: set, parameters: { value: 1 } }\n",
};

test("what is written is read back the same", () => {
  expect(readTemplateDocument(writeTemplateDocument(DOCUMENT))).toEqual({ ok: true, document: DOCUMENT });
});

const bombs = `chainwright_template: 1\ntitle: x\na: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
  .split("")
  .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index]}`).join(",")}]`)
  .join("\n")}\n`;

test.each([
  ["a chain", "name: A\nsteps: []\n", "does not begin with chainwright_template"],
  ["no YAML", "{{{{", "no template file"],
  ["nothing", "", "mistake"],
  ["a list", "[1, 2]", "mistake"],
  ["an unknown key", "chainwright_template: 1\ntitle: x\nchain: y\nevil: 1\n", "evil"],
  ["no title", "chainwright_template: 1\ntitle: ' '\nchain: y\n", "title"],
  ["too large", `chainwright_template: 1\ntitle: x\nchain: "${"a".repeat(1_100_000)}"\n`, "larger than 1 MB"],
  ["deep", "[".repeat(50_000), "no template file"],
  ["a bomb of aliases", bombs, ""],
])("%s is refused with words", (_, text, words) => {
  const read = readTemplateDocument(text);
  expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(words) });
});
