/**
 * The shell in which npm runs a script. npm passes SIGTERM on to the shell, which ends and tells nobody: without a look at it the
 * server would go on, with its port, when `npm start` has ended.
 */
import path from "node:path";

/** From the start: installing and building take minutes. */
const SHELL = process.ppid;
const LOOK_MS = 250;

/** Calls `end` with each signal that asks this program to end, and with SIGTERM when npm, which runs it, is gone. */
export function whenToldToEnd(end) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => end(signal));
  whenNpmEnds(() => end("SIGTERM"));
}

/** Calls `end` once when the shell that ran this program for npm is gone; never when nothing such is between the two. */
export function whenNpmEnds(end) {
  if (!isScriptOfNpm(process.argv[1], process.env.npm_lifecycle_script)) return;
  const look = setInterval(() => {
    if (process.ppid === SHELL) return;
    clearInterval(look);
    end();
  }, LOOK_MS);
  look.unref();
}

/** Whether the script that npm runs, if any, is this program; else it was inherited from who runs this program for a reason of its own. */
export function isScriptOfNpm(program = "", script = "") {
  return script.split(/[\s"']/).some((word) => word !== "" && path.basename(word) === path.basename(program));
}
