import { expect, test } from "vitest";
import { cardColumns } from "./card-columns";

const step = (tool: string, ...after: number[]) => ({ tool, operation: "", after });
const tools = (steps: ReturnType<typeof step>[]) => cardColumns(steps).map((column) => column.map(({ tool }) => tool));

test("steps that run side by side stand above each other, two at most", () => {
  expect(tools([step("a"), step("b"), step("c"), step("d", 0, 1, 2), step("e", 3)])).toEqual([
    ["a", "b"],
    ["d"],
    ["e"],
  ]);
});

test("a long chain shows its first five", () => {
  expect(tools(["a", "b", "c", "d", "e", "f"].map((tool, at) => step(tool, ...(at > 0 ? [at - 1] : []))))).toEqual([
    ...[["a"], ["b"], ["c"], ["d"], ["e"]],
  ]);
  expect(tools([])).toEqual([]);
});
