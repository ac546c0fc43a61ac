/** `npm test`: everything that has to hold. Ends with one line: N passed, N failed. */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureBuilt } from "./built.mjs";
import { playwrightCounts, vitestCounts } from "./counts.mjs";
import { ensureInstalled, program, ROOT, runNode } from "./installed.mjs";

const REPORTS = path.join(ROOT, "test-results", "reports");

ensureInstalled();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const totals = { passed: 0, failed: 0 };

step("lint", () => asCount(runNode([program("@biomejs", "biome", "bin", "biome"), "ci", "--error-on-warnings", "."])));
step("types", () => asCount(types()));
step("unit tests", () => vitest("unit"));
step("tests with a database", () => vitest("database"));
step("tests with processes and browsers", () => vitest("processes"));
step("end-to-end tests", () => {
  ensureBuilt();
  const report = path.join(REPORTS, "e2e.json");
  runNode([program("@playwright", "test", "cli.js"), "test", "--reporter=list,json"], {
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, NODE_OPTIONS: "--import tsx" },
  });
  return playwrightCounts(report);
});
runNode(["--import", "tsx", "scripts/stop-test-database.ts"]);
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;

function step(name, work) {
  process.stdout.write(`\n── ${name}\n`);
  const began = Date.now();
  const { passed, failed } = work();
  totals.passed += passed;
  totals.failed += failed;
  process.stdout.write(
    `── ${name}: ${failed === 0 ? "passed" : `${failed} failed`} in ${((Date.now() - began) / 1000).toFixed(0)} s\n`,
  );
}

function types() {
  const routes = runNode([program("next", "dist", "bin", "next"), "typegen"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  return routes || runNode([program("typescript", "bin", "tsc"), "--noEmit", "-p", "."]);
}

function vitest(project) {
  const report = path.join(REPORTS, `${project}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = runNode([program("vitest", "vitest.mjs"), ...args]);
  const counts = vitestCounts(report);
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function asCount(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
