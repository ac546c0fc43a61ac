import { expect, test } from "vitest";
import { type NewsSubject, pathOf } from "./path";

const nothing = { executionId: null, stepId: null, chainId: null };

test.each<[NewsSubject, string]>([
  [{ ...nothing, kind: "chain_failed", executionId: "e", chainId: "c" }, "/executions/e"],
  [{ ...nothing, kind: "step_failed", executionId: "e", stepId: "a b" }, "/executions/e?step=a%20b"],
  [{ ...nothing, kind: "schedule_stopped", executionId: "e", chainId: "c" }, "/chains/c?tab=schedule"],
  [{ ...nothing, kind: "template_updated", chainId: "c", templateId: "t" }, "/templates/t/update/c"],
  [{ ...nothing, kind: "template_updated", chainId: "c", templateId: null }, "/chains/c"],
  [{ ...nothing, kind: "message" }, "/notifications"],
])("news lead to where one can act: %j", (subject, path) => {
  expect(pathOf(subject)).toBe(path);
});
