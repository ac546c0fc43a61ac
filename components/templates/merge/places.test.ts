import { expect, test } from "vitest";
import { mergeTexts } from "@/server/core/merge/merge";
import { choiceAt, placesOf, resultAt } from "./places";

const BASE = "name: A\nparams: {}\nsteps:\n  - id: read\n    x: 1\n  - id: say\n    y: 1\n";

test("places are named by the step or the setting at which they are", () => {
  const yours = BASE.replace("name: A", "name: B").replace("y: 1", "y: 2");
  const theirs = `${BASE.replace("x: 1", "x: 2").replace("y: 1", "y: 3")}  - id: more\n    z: 1\n`;
  const places = placesOf(mergeTexts(BASE, yours, theirs));
  expect(places.map(({ title, region }) => [title, region.type])).toEqual([
    ["Setting name", "changed"],
    ["Step read", "changed"],
    ["Step say", "conflict"],
  ]);
  expect(places.map((place) => choiceAt(place, new Map()))).toEqual(["yours", "theirs", null]);
  const [, , last] = places;
  if (!last) throw new Error("There is no conflict.");
  expect(resultAt(last, new Map())).toBeNull();
  expect(resultAt(last, new Map([[last.index, "yours"]]))).toEqual(["    y: 2"]);
  expect(resultAt(last, new Map([[last.index, { lines: ["own"] }]]))).toEqual(["own"]);
});
