/** Runs a TypeScript program of the project: `node scripts/run.mjs [--as-server] <file> [arguments]`, with the heap of a server if it measures one. */
import { spawn } from "node:child_process";
import { homeOf } from "./environment.mjs";
import { HEAP_FLAGS } from "./heap-flags.mjs";
import { ensureInstalled, ROOT } from "./installed.mjs";
import { whenToldToEnd } from "./npm-shell.mjs";

ensureInstalled();
const given = process.argv.slice(2);
const asServer = given[0] === "--as-server";
const child = spawn(
  process.execPath,
  [...(asServer ? HEAP_FLAGS : []), "--import", "tsx", ...given.slice(asServer ? 1 : 0)],
  {
    cwd: ROOT,
    env: {
      ...process.env,
      CHAINWRIGHT_HOME: homeOf(process.env),
    },
    stdio: "inherit",
  },
);
whenToldToEnd((signal) => child.kill(signal));
child.once("exit", (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
