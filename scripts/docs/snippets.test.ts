import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../../server/core/plan/check";
import { toolCatalog } from "../../server/tools/descriptions";

const chainsOf = (page: string) => {
  const text = readFileSync(path.join(import.meta.dirname, "../../docs", page), "utf8");
  return [...text.matchAll(/```yaml\n(name: ([^\n]+)\n[\s\S]*?)```/g)].map(([, source = "", name = ""]) => ({
    name,
    source,
  }));
};

describe.each(["first-chain.md", "write-a-chain.md", "branches-and-loops.md", "language-models.md"])(
  "docs/%s",
  (page) => {
    it.each(chainsOf(page))("shows a chain that compiles: $name", ({ source }) => {
      expect(check(source, { catalog: toolCatalog }).diagnostics).toEqual([]);
    });
  },
);
