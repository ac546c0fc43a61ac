import { expect, test } from "vitest";
import { fuzzyRank, fuzzyScore } from "./fuzzy";

const named = (query: string, ...names: string[]) => fuzzyRank(query, names, (name) => [name]);

test("the exact name comes first, then its beginning, then the beginning of a word, then anywhere", () => {
  expect(named("shop", "Workshop", "My shop", "Shop watch", "Shop")).toEqual([
    "Shop",
    "Shop watch",
    "My shop",
    "Workshop",
  ]);
});

test("letters that begin words find a name before letters that lie anywhere in one", () => {
  expect(named("nb", "Anno bis", "Nightly backfill")[0]).toBe("Nightly backfill");
});

test.each([
  ["shp", "Shop watch"],
  ["qrtly ledg", "Quarterly ledger"],
  ["watch shop", "Shop watch"],
  ["zurich", "Zürich weather"],
])("%s finds %s", (query, name) => {
  expect(fuzzyScore(query, name)).not.toBeNull();
});

test.each([
  ["xyz", "Shop watch"],
  ["hctaw", "Shop watch"],
])("%s does not find %s", (query, name) => {
  expect(fuzzyScore(query, name)).toBeNull();
});

test("what stands beside a name finds it too, but only with whole words, and later", () => {
  const items = [
    { name: "Price export", about: "of the shop" },
    { name: "Shop watch", about: "" },
    { name: "Brief", about: "some hopeless topics" },
  ];
  expect(fuzzyRank("shop", items, ({ name, about }) => [name, about]).map(({ name }) => name)).toEqual([
    "Shop watch",
    "Price export",
  ]);
});

test("a letter that begins a later word is not taken when an earlier one is needed", () => {
  expect(fuzzyScore("aab", "ax ab b")).not.toBeNull();
  expect(fuzzyScore("ba", "ab")).toBeNull();
});

test("names that are alike stay in their order, and nothing typed keeps all", () => {
  expect(named("a", "ab", "ac")).toEqual(["ab", "ac"]);
  expect(named("", "b", "a")).toEqual(["b", "a"]);
});
