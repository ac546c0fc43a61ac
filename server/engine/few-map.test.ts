import fc from "fast-check";
import { expect, test } from "vitest";
import { FewMap } from "./few-map";

const key = fc.integer({ min: 0, max: 14 }).map(String);
const change = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant("set" as const), key, fc.integer()) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("delete" as const), key, fc.constant(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("take" as const), key, fc.constant(0)) },
);

test("whatever is put in and taken out, it holds what a map would", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
      const few = new FewMap<number>();
      const map = new Map<string, number>();
      for (const [what, at, value] of changes) {
        if (what === "set") {
          few.set(at, value);
          map.set(at, value);
        } else if (what === "delete") {
          few.delete(at);
          map.delete(at);
        } else {
          expect([...few.take()].sort()).toEqual([...map.values()].sort());
          map.clear();
        }
        expect(few.size).toBe(map.size);
        for (let one = 0; one < 15; one += 1) expect(few.get(String(one))).toBe(map.get(String(one)));
        expect([...few.values()].sort()).toEqual([...map.values()].sort());
      }
    }),
  );
});

test("values come in the order in which their keys came first", () => {
  const few = new FewMap<number>();
  for (let index = 0; index < 20; index += 1) few.set(String(index), index);
  few.set("3", 33);
  expect(few.take()).toEqual(Array.from({ length: 20 }, (_, index) => (index === 3 ? 33 : index)));
});
