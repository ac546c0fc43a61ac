import { expect, test } from "vitest";
import { tagsBack } from "./tags-back";

test("every chain gets back what it had, and chains that need the same are asked for together", () => {
  const chains = [
    { id: "a", tags: ["old"] },
    { id: "b", tags: ["old"] },
    { id: "c", tags: ["new"] },
  ];
  expect(tagsBack(chains, { add: ["new"], remove: ["old"] })).toEqual([
    { ids: ["a", "b"], add: ["old"], remove: ["new"] },
  ]);
});
