import { expect, test } from "vitest";
import { check } from "@/server/core/plan/check";
import { toolCatalog } from "@/server/tools/descriptions";
import { chainOfRuns } from "./chain-of-runs";

const set = (value: number | string) => ({ tool: "transform", operation: "set", parameters: { value } });

test("runs become steps in their order, with ids of their own also when they have one name", () => {
  const text = chainOfRuns([
    { name: "Set a value", body: set(1) },
    { name: "Set a value", body: set("a: b") },
  ]);
  const { plan, diagnostics } = check(text, { catalog: toolCatalog });
  expect(diagnostics).toEqual([]);
  expect(plan?.name).toBe("Set a value and 1 more");
  expect(plan?.steps.map(({ name, parameters }) => [name, parameters.value])).toEqual([
    ["Set a value", 1],
    ["Set a value", "a: b"],
  ]);
  expect(plan?.steps[1]?.dependsOn).toMatchObject([{ step: 0, on: "success" }]);
});
