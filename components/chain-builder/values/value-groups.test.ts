import { expect, test } from "vitest";
import { parse } from "yaml";
import type { JsonSchema } from "../complete/json-schema";
import type { OperationHelp } from "../complete/knowledge";
import { outlineOf } from "../text/outline";
import { valueGroups } from "./value-groups";

const operation = (tool: string, name: string, outputSchema: JsonSchema): OperationHelp => ({
  ...{
    tool,
    operation: name,
    summary: "",
    description: "",
    example: "",
    exampleStep: {},
    inputSchema: {},
    outputSchema,
  },
});
const deal: JsonSchema = { type: "object", properties: { id: { type: "string" }, price: { type: "number" } } };
const operations = [
  operation("shop", "read", {
    type: "object",
    properties: { items: { type: "array", items: deal }, url: { type: "string" } },
  }),
];

const TEXT = `params:
  limit: { type: number, default: 3 }
steps:
  - { id: login, tool: other, operation: x, parameters: { key: "{{ secrets.token }}" } }
  - { id: deals, tool: shop, operation: read }
  - id: each
    for_each: "{{ deals.items }}"
    tool: shop
    operation: read
  - { id: later, tool: shop, operation: read }
`;

function offered(index: number | null, last: Parameters<typeof valueGroups>[0]["last"] = {}) {
  const groups = valueGroups({
    ...{ outline: outlineOf(TEXT), knowledge: { definitionSchema: {}, operations }, data: parse(TEXT), index, last },
  });
  return Object.fromEntries(groups.map(({ title, values }) => [title, values]));
}
const names = (values: readonly { expression: string }[] | undefined) => values?.map(({ expression }) => expression);

test("a step is offered what came before it, with the shapes that tools promise", () => {
  const groups = offered(2);
  expect(names(groups["Earlier steps"])).toEqual(["deals", "deals.items", "deals.url", "login"]);
  expect(groups["Earlier steps"]?.find(({ expression }) => expression === "deals.url")?.type).toBe("text");
  expect(names(groups["This loop"])).toEqual(["item", "item.id", "item.price", "index"]);
  expect(names(groups.Secrets)).toEqual(["secrets.token"]);
});

test("values of the last execution stand beside the names, and bring fields that no schema promises", () => {
  const last = { deals: { items: [{ id: "a", colour: "red" }], extra: true }, params: { limit: 9 } };
  const groups = offered(2, last);
  expect(names(groups["Earlier steps"])).toContain("deals.extra");
  expect(groups["This loop"]?.find(({ expression }) => expression === "item.id")?.value).toBe("a");
  expect(names(groups["This loop"])).toContain("item.colour");
  expect(groups.Parameters?.[0]).toEqual({ expression: "params.limit", type: "number", value: 9 });
});

test("the chain itself reads its parameters, and no results", () => {
  expect(Object.keys(offered(null))).toEqual(["Parameters", "Secrets"]);
});
