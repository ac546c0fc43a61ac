/** Runs a TypeScript program of the project: `node scripts/run.mjs <file> [arguments]`. */
import { spawn } from "node:child_process";
import { homeOf } from "./environment.mjs";
import { ensureInstalled, ROOT } from "./installed.mjs";

ensureInstalled();
const [file, ...args] = process.argv.slice(2);
const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
  cwd: ROOT,
  env: {
    ...process.env,
    CHAINWRIGHT_HOME: homeOf(process.env),
  },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.once("exit", (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
