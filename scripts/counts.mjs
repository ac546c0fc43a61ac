/** Reads what the test runners report, for one closing line over all of them. */
import { existsSync, readFileSync } from "node:fs";

/** `{ passed, failed }` of a vitest JSON report. */
export function vitestCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  // A file that cannot be loaded has no tests that fail, but is one failure.
  const broken = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken };
}

/** `{ passed, failed }` of a Playwright JSON report. */
export function playwrightCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { stats, errors } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
