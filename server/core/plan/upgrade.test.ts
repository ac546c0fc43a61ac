import { expect, test } from "vitest";
import { PLAN_FORMAT } from "./plan";
import { planOf } from "./testing/chain-text";
import { upgradePlan } from "./upgrade";

const NEW_IN_2 = [
  "role",
  "serves",
  "subChain",
  "next",
  "repeat",
  "forEach",
  "totalTimeoutMs",
  "startTimeoutMs",
  "idleTimeoutMs",
  "alternative",
  "compensate",
];

test("a plan of the present format stays as it is", () => {
  const plan = planOf(["id: a", "id: b, repeat: { max: 2 }"]);
  expect(upgradePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
});

test("a plan of format 1 becomes what its text would give now, under its old hash", () => {
  const plan = planOf(["id: a", "id: b, when: a"]);
  const { concurrency: _, ...old } = JSON.parse(JSON.stringify(plan));
  for (const step of old.steps) for (const key of NEW_IN_2) delete step[key];
  expect(upgradePlan({ ...old, format: 1, hash: "old" })).toEqual({ ...plan, hash: "old" });
});

test("a plan of format 2 is one without hooks, under its old hash", () => {
  const plan = planOf(["id: a"]);
  expect(upgradePlan({ ...JSON.parse(JSON.stringify(plan)), format: 2, hash: "old" })).toEqual({
    ...plan,
    hash: "old",
  });
});

test("a plan of a newer program is refused", () => {
  const plan = { ...planOf(["id: a"]), format: PLAN_FORMAT + 1 };
  expect(() => upgradePlan(plan)).toThrow(
    `This version cannot run plans of format ${PLAN_FORMAT + 1}. Update the program.`,
  );
});
