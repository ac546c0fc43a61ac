/**
 * Bundles the bench as a server's code is bundled, and runs it: a loader that compiles as it goes wraps every function that is
 * made, which alone takes a third of the time that is to be measured.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { homeOf } from "./environment.mjs";
import { HEAP_FLAGS } from "./heap-flags.mjs";
import { ensureInstalled, ROOT } from "./installed.mjs";
import { whenToldToEnd } from "./npm-shell.mjs";

ensureInstalled();
const { build } = await import("esbuild");
const out = path.join(ROOT, ".chainwright/bench-build");
await build({
  absWorkingDir: ROOT,
  entryPoints: ["bench/main.ts", "bench/live-clients.ts"],
  outdir: out,
  bundle: true,
  // What is imported later stays apart: it must not be in memory before.
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  outExtension: { ".js": ".mjs" },
  sourcemap: true,
  logLevel: "warning",
});
const child = spawn(process.execPath, [...HEAP_FLAGS, path.join(out, "main.mjs"), ...process.argv.slice(2)], {
  cwd: ROOT,
  env: { ...process.env, CHAINWRIGHT_HOME: homeOf(process.env) },
  stdio: "inherit",
});
whenToldToEnd((signal) => child.kill(signal));
child.once("exit", (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
