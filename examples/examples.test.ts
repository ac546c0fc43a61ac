import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { check } from "../server/core/plan/check";
import { toolCatalog } from "../server/tools/descriptions";

const names = readdirSync(import.meta.dirname, { recursive: true }).map(String);

// Templates are files of their own kind, with tests beside them.
test.each(names.filter((name) => /\.(yaml|json)$/.test(name) && !name.startsWith("templates")))(
  "%s is valid",
  (name) => {
    const { diagnostics } = check(readFileSync(`${import.meta.dirname}/${name}`, "utf8"), { catalog: toolCatalog });
    expect(diagnostics).toEqual([]);
  },
);
