/** `npm run check`: format, lint, types, unit tests, schema dump, generated pages, dead code. */
import { ensureInstalled, program, runNode } from "./installed.mjs";

ensureInstalled();
const tsx = ["--import", "tsx"];
const steps = [
  ["format and lint", [program("@biomejs", "biome", "bin", "biome"), "ci", "--error-on-warnings", "."]],
  ["route types", [program("next", "dist", "bin", "next"), "typegen"]],
  ["types", [program("typescript", "bin", "tsc"), "--noEmit", "-p", "."]],
  ["unit tests", [program("vitest", "vitest.mjs"), "run", "--project", "unit"]],
  ["schema dump", [...tsx, "scripts/dump-schema.ts", "--check"]],
  ["generated pages", [...tsx, "scripts/generate-docs.ts", "--check"]],
  ["dead code", [program("knip", "bin", "knip.js")]],
];
const failed = [];
for (const [name, args] of steps) {
  process.stdout.write(`\n── ${name}\n`);
  if (runNode(args, { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } }) !== 0) failed.push(name);
}
process.stdout.write(failed.length === 0 ? "\nAll clean.\n" : `\nNot clean: ${failed.join(", ")}.\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
