import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDefinition } from "../core/definition/parse";
import { compile } from "../core/plan/compile";
import { operationDescriptions, operationKey, toolCatalog } from "./descriptions";

function problemsOf(text: string) {
  const parsed = parseDefinition(text);
  if (!parsed.ok) return parsed.diagnostics;
  const compiled = compile(parsed.definition, { catalog: toolCatalog, source: parsed.source });
  return compiled.ok ? compiled.warnings : compiled.diagnostics;
}

describe("what we show people compiles", () => {
  const folder = join(import.meta.dirname, "../../examples");
  it.each(readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name)))("example %s", (name) => {
    expect(problemsOf(readFileSync(join(folder, name), "utf8"))).toEqual([]);
  });

  it.each(operationDescriptions.map((description) => [operationKey(description), description.example] as const))(
    "the step that documents %s",
    (_key, example) => {
      const step = example.trimEnd().replaceAll("\n", "\n    ");
      expect(problemsOf(`name: Example\nsteps:\n  - ${step}\n`)).toEqual([]);
    },
  );
});
