import { expect, test } from "vitest";
import { parse } from "yaml";
import { withTags } from "./with-tags";

const steps = `steps:
  # reads
  - { id: one, tool: transform, operation: set, parameters: { value: "a: b" } }
`;

test.each([
  [
    "a list in one line",
    `name: A # mine\ntags: [x, y] # of the shop\n${steps}`,
    `name: A # mine\ntags: [x, new] # of the shop\n${steps}`,
  ],
  ["a list in lines", `name: A\ntags:\n  - x\n  - y\n${steps}`, `name: A\ntags: [x, new]\n${steps}`],
  ["a list in lines that are not indented", `name: A\ntags:\n- x\n- y\n${steps}`, `name: A\ntags: [x, new]\n${steps}`],
  ["no list yet", `name: A\n${steps}`, `name: A\n${steps}tags: [x, new]\n`],
])("tags are written over %s, and nothing else changes", (_what, before, after) => {
  expect(withTags(before, ["x", "new"])).toBe(after);
});

test("a tag that would mean something else in YAML is quoted", () => {
  const text = withTags(`name: A\n${steps}`, ["true", "12", "a: b", "- c", "süß"]) ?? "";
  expect(parse(text)).toMatchObject({ tags: ["true", "12", "a: b", "- c", "süß"], name: "A" });
});

test("JSON stays JSON", () => {
  expect(JSON.parse(withTags('{"name": "A", "steps": []}', ["x"]) ?? "")).toEqual({
    name: "A",
    steps: [],
    tags: ["x"],
  });
});

test("what cannot be read is left alone", () => {
  expect(withTags("name: [", ["x"])).toBeNull();
  expect(withTags("{", ["x"])).toBeNull();
});
