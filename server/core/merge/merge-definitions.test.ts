import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../json";
import { mergeDefinitions, readDefinition } from "./merge-definitions";
import { type Choices, choiceOf, type Three, type ValueChoice } from "./merge-values";

const step = (id: string, rest: JsonObject = {}) => ({ id, tool: "transform", operation: "set", ...rest });
const chain = (steps: JsonObject[], rest: JsonObject = {}) => ({ name: "A", ...rest, steps });
const text = (data: JsonObject) => JSON.stringify(data);

function merged(base: JsonObject, yours: JsonObject, theirs: JsonObject) {
  const merge = mergeDefinitions({ base: text(base), yours: text(yours), theirs: text(theirs) });
  if (!merge) throw new Error("They cannot be merged.");
  const places = merge.places.map(({ stepId, path, by }) => [stepId, path.join("."), by]);
  return { ...merge, found: places, data: merge.result(new Map()).data };
}

test("what one side changed is taken: settings, parameters, keys of steps, added and removed steps", () => {
  const base = chain([step("a", { parameters: { x: 1, y: 1 } }), step("b"), step("c")], {
    params: { limit: { type: "number", default: 20 } },
  });
  const yours = chain([step("a", { parameters: { x: 2, y: 1 } }), step("c"), step("mine")], {
    params: { limit: { type: "number", default: 12 } },
  });
  const theirs = chain([step("new"), step("a", { parameters: { x: 1, y: 1, z: 3 } }), step("b"), step("c")], {
    tags: ["t"],
    params: { limit: { type: "number", default: 20, title: "Most" } },
  });
  const { data, found } = merged(base, yours, theirs);
  expect(data).toEqual({
    ...{ name: "A", tags: ["t"], params: { limit: { type: "number", default: 12, title: "Most" } } },
    steps: [step("new"), step("a", { parameters: { x: 2, y: 1, z: 3 } }), step("c"), step("mine")],
  });
  expect(found).toEqual([
    [null, "params.limit.default", "yours"],
    [null, "params.limit.title", "theirs"],
    [null, "tags", "theirs"],
    ["new", "", "theirs"],
    ["a", "parameters.x", "yours"],
    ["a", "parameters.z", "theirs"],
    ["b", "", "yours"],
    ["mine", "", "yours"],
  ]);
});

test.each<[string, JsonObject, JsonObject, [string | null, string]]>([
  ["one key, two values", chain([step("a", { x: 2 })]), chain([step("a", { x: 3 })]), ["a", "x"]],
  ["removed and changed", chain([]), chain([step("a", { x: 3 })]), ["a", ""]],
  ["changed and removed", chain([step("a", { x: 2 })]), chain([]), ["a", ""]],
  [
    "two names",
    chain([step("a", { x: 1 })], { name: "B" }),
    chain([step("a", { x: 1 })], { name: "C" }),
    [null, "name"],
  ],
  [
    "one new id, two steps",
    chain([step("a", { x: 1 }), step("b", { x: 1 })]),
    chain([step("a", { x: 1 }), step("b", { x: 2 })]),
    ["b", ""],
  ],
])("%s: a conflict, and each side can be taken", (_, yours, theirs, [stepId, path]) => {
  const base = chain([step("a", { x: 1 })]);
  const { places, result, found } = merged(base, yours, theirs);
  expect(found.filter(([, , by]) => by === "conflict")).toEqual([[stepId, path, "conflict"]]);
  const [place] = places.filter(({ by }) => by === "conflict");
  const taken = (choice: ValueChoice) => result(new Map([[place?.key ?? "", choice]])).data;
  expect(taken("yours")).toEqual(yours);
  expect(taken("theirs")).toEqual(theirs);
  expect(taken("base")).toEqual(base);
});

test("a schedule is one thing: half of yours and half of theirs would be neither", () => {
  const daily = (time: string, timezone: string) => chain([], { schedule: { frequency: "daily", time, timezone } });
  const { found } = merged(daily("05:00:00", "UTC"), daily("06:00:00", "UTC"), daily("05:00:00", "Europe/Berlin"));
  expect(found).toEqual([[null, "schedule", "conflict"]]);
});

test.each([
  ["you moved a step", "a b c", "c a b", "a b c d", "c d a b", "yours"],
  ["the author moved a step", "a b c", "a b c d", "b a c", "b a c d", "theirs"],
  ["both moved alike", "a b c", "b a c", "b a c", "b a c", "both"],
  ["both added at one place", "a b", "a x b", "a y b", "a x y b", null],
  ["both moved differently", "a b c", "b a c", "c a b", "b a c", "conflict"],
])("the order of steps: %s", (_, base, yours, theirs, result, by) => {
  const of = (ids: string) => chain(ids.split(" ").map((id) => step(id)));
  const { data, places } = merged(of(base), of(yours), of(theirs));
  expect((data.steps as { id: string }[]).map(({ id }) => id).join(" ")).toBe(result);
  expect(places.find(({ path }) => path[0] === "steps")?.by ?? null).toBe(by);
});

test("steps without ids are told apart by their names, and a text with two steps of one id is not merged", () => {
  const { data } = merged(
    chain([{ name: "Get it", tool: "http" }]),
    chain([{ name: "Get it", tool: "http", timeout: 5 }]),
    chain([{ name: "Get it", tool: "http", when: "x" }]),
  );
  expect(data.steps).toEqual([{ name: "Get it", tool: "http", timeout: 5, when: "x" }]);
  expect(readDefinition(text(chain([step("a"), step("a")])))).toBeNull();
  expect(readDefinition("- a")).toBeNull();
});

const value = fc.oneof(
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom("x", "y", null),
  fc.array(fc.nat(1), { maxLength: 2 }),
);
const map = fc.dictionary(
  fc.constantFrom("a", "b", "c"),
  fc.oneof(value, fc.dictionary(fc.constantFrom("d", "e"), value)),
);
const anyChain = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom("p", "q", "r", "s", "t"), { maxLength: 5 }),
    fc.array(map, { minLength: 5, maxLength: 5 }),
    map,
  )
  .map(([ids, bodies, rest]) =>
    chain(
      ids.map((id, index) => ({ ...bodies[index], id }) as JsonObject),
      rest as JsonObject,
    ),
  );

test("who changed nothing gets what the other wrote, and the other way round", () => {
  fc.assert(
    fc.property(anyChain, anyChain, (base, other) => {
      expect(merged(base, base, other).data).toEqual(other);
      expect(merged(base, other, base).data).toEqual(other);
      expect(merged(base, other, other).data).toEqual(other);
    }),
  );
});

test("taking one side everywhere gives that side, with its order of steps", () => {
  fc.assert(
    fc.property(anyChain, anyChain, anyChain, (base, yours, theirs) => {
      const { places, result } = merged(base, yours, theirs);
      const everywhere = (side: keyof Three<unknown>): Choices => new Map(places.map(({ key }) => [key, side]));
      expect(result(everywhere("base")).data).toEqual(base);
      expect(result(everywhere("yours")).data).toEqual(yours);
      expect(result(everywhere("theirs")).data).toEqual(theirs);
    }),
    { numRuns: 500 },
  );
});

test("whoever merges finds the same places and the same conflicts, and decides them alike", () => {
  fc.assert(
    fc.property(anyChain, anyChain, anyChain, (base, yours, theirs) => {
      const [one, other] = [merged(base, yours, theirs), merged(base, theirs, yours)];
      const turned = { yours: "theirs", theirs: "yours", both: "both", conflict: "conflict" } as const;
      const named = (places: typeof one.places) => Object.fromEntries(places.map(({ key, by }) => [key, by]));
      expect(named(other.places)).toEqual(named(one.places.map((place) => ({ ...place, by: turned[place.by] }))));
      expect(one.places.every((place) => (choiceOf(place, new Map()) === null) === (place.by === "conflict"))).toBe(
        true,
      );
    }),
  );
});
