import { expect, test } from "vitest";
import { check } from "@/server/core/plan/check";
import { toolCatalog } from "@/server/tools/descriptions";
import { exportFile } from "./chain-export";

const source = `# of the shop
name: Shop watch (süß)
steps:
  - { id: one, tool: transform, operation: set, parameters: { value: "a: b" } }
`;
const planOf = (text: string) => check(text, { catalog: toolCatalog }).plan?.hash;

test("a file in the definition's own language is the definition as it was written", () => {
  const file = exportFile({ name: "Shop watch (süß)", source, language: "yaml" }, "yaml");
  expect(file).toEqual({ name: "shop-watch-su.yaml", text: source, type: "application/yaml" });
});

test("a file in the other language compiles to the same plan", () => {
  const json = exportFile({ name: "x", source, language: "yaml" }, "json");
  expect(planOf(json.text)).toBe(planOf(source));
  const back = exportFile({ name: "x", source: json.text, language: "json" }, "yaml");
  expect(back.text).not.toContain("{\n");
  expect(planOf(back.text)).toBe(planOf(source));
});

test("a name without letters gives a file with a name", () => {
  expect(exportFile({ name: "***", source, language: "yaml" }, "yaml").name).toBe("chain.yaml");
});
