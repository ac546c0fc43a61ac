/** Builds the web application when its sources have changed since the last build. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail, program, ROOT, runNode } from "./installed.mjs";

const SOURCES = [
  ...["app", "components", "server", "db", "instrumentation.ts", "proxy.ts", "next.config.mjs"],
  ...["postcss.config.mjs", "tsconfig.json", "package-lock.json"],
];
const STAMP = path.join(ROOT, ".next", "chainwright-sources");

/** True when a build took place. */
export function ensureBuilt() {
  const sources = hashOfSources();
  if (existsSync(STAMP) && existsSync(path.join(ROOT, ".next", "BUILD_ID")) && readFileSync(STAMP, "utf8") === sources)
    return false;
  process.stderr.write("Building the web application; this takes a minute …\n");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  if (runNode([program("next", "dist", "bin", "next"), "build"], { env, stdio: ["ignore", 2, 2] }) !== 0)
    fail("The build failed. See its message above.");
  writeFileSync(STAMP, sources);
  return true;
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const file = path.join(ROOT, source);
    if (!existsSync(file)) continue;
    for (const each of filesOf(file))
      hash.update(path.relative(ROOT, each)).update("\0").update(readFileSync(each)).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(file) {
  let entries;
  try {
    entries = readdirSync(file, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return [file];
    throw error;
  }
  return entries
    .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(path.join(file, entry.name)) : [path.join(file, entry.name)]));
}
