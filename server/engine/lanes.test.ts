import fc from "fast-check";
import { expect, test } from "vitest";
import { Lanes } from "./lanes";

const filled = (lanes: Lanes, lane: string): number => {
  let count = 0;
  for (; lanes.room(lane) > 0; count += 1) lanes.add(lane);
  return count;
};

test("a lane that is alone gets half of the room", () => {
  expect(filled(new Lanes(1_000), "a")).toBe(500);
});

test("whoever comes next finds room, however many were greedy before", () => {
  const lanes = new Lanes(1_000);
  for (let index = 0; index < 8; index += 1) filled(lanes, `greedy ${index}`);
  expect(lanes.room("next")).toBeGreaterThan(0);
});

test("what was removed leaves the room as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 50 }), (names) => {
      const lanes = new Lanes(100);
      for (const name of names) lanes.add(name);
      for (const name of names) lanes.remove(name);
      expect(lanes.free).toBe(100);
      expect(lanes.narrow(100)).toEqual([]);
    }),
  );
});

test("lanes with less room than is wanted are named, with what they have", () => {
  const lanes = new Lanes(10);
  for (let index = 0; index < 4; index += 1) lanes.add("busy");
  expect(lanes.narrow(3)).toEqual([{ lane: "busy", room: 2 }]);
});
