import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../server/core/plan/check";
import { readTemplateDocument } from "../../server/core/templates/document";
import { toolCatalog } from "../../server/tools/descriptions";

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".yaml"));

test("ten templates ship", () => {
  expect(names).toHaveLength(10);
});

test.each(names)("%s is a template whose chain is sound, and whose test is of steps that there are", (name) => {
  const read = readTemplateDocument(readFileSync(join(import.meta.dirname, name), "utf8"));
  if (!read.ok) throw new Error(read.problem);
  const { document } = read;
  const { plan, diagnostics } = check(document.source, { catalog: toolCatalog });
  expect(diagnostics).toEqual([]);
  if (!plan) throw new Error("There is no plan.");
  expect(document.readme).not.toBe("");
  expect(document.summary).not.toBe("");
  const params = Object.keys(plan.params);
  expect(params).toEqual(expect.arrayContaining(Object.keys(document.params)));
  expect(params).toEqual(expect.arrayContaining(Object.keys(document.test.params)));
  const ids = plan.steps.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(document.test.fixed.map(({ stepId }) => stepId)));
});
