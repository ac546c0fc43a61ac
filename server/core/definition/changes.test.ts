import { expect, it } from "vitest";
import { changeCount, changesBetween, changeWords } from "./changes";

const text = (steps: string[], head = "") =>
  `name: Shop\n${head}steps:\n${steps.map((step) => `  - { ${step} }`).join("\n")}\n`;
const [A, B, C] = ["id: a, tool: flow", "id: b, name: Read deals, tool: flow", "id: c, tool: flow"];

it.each<[string, string, string, string]>([
  ["a new step", text([A]), text([A, B]), "Adds Read deals."],
  ["a step that is gone", text([A, B]), text([A]), "Removes Read deals."],
  ["keys of a step", text([A, B]), text([A, `${B}, retry: { max_attempts: 2 }`]), "Changes Read deals (retry)."],
  ["another order", text([A, B, C]), text([A, C, B]), "Puts steps into another order."],
  [
    "keys of the chain",
    text([A]),
    text([A], "schedule: { cron: '0 5 * * *' }\nerror_policy: continue\n"),
    "Changes the schedule and the error policy.",
  ],
  [
    "a new name of a step without an id",
    text(["name: One, tool: flow"]),
    text(["name: Two, tool: flow"]),
    "Adds Two. Removes One.",
  ],
  ["only layout", text([A]), `# hello\n${text([A])}`, "Says the same, written otherwise."],
  [
    "all at once",
    text([A, B]),
    text([C, `${B}, when: x`], "tags: [x]\n"),
    "Adds c. Removes a. Changes Read deals (when) and the tags.",
  ],
])("says %s in words", (_, before, after, expected) => {
  const changes = changesBetween(before, after);
  expect(changes && changeWords(changes)).toBe(expected);
});

it("counts, cuts what is long, and says nothing of what cannot be read", () => {
  const many = changesBetween(text([A]), text([A, ..."defghi".split("").map((id) => `id: ${id}, tool: flow`)]));
  expect(many && [changeCount(many), changeWords(many)]).toEqual([6, "Adds d, e, f, g and 2 more."]);
  expect(changesBetween("a: [", text([A]))).toBe(null);
});
