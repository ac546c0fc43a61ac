/** Makes sure that the packages of the lockfile are there. Plain Node, since nothing may be installed yet. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "..");
const OLDEST_NODE = [20, 19];

/** Installs when node_modules is absent or older than the lockfile. What npm says goes to standard error. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(`Chainwright needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  }
  const installed = path.join(ROOT, "node_modules", ".package-lock.json");
  const lockfile = path.join(ROOT, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  process.stderr.write("Installing packages (npm ci) …\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund"], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (run.status !== 0) fail("The packages could not be installed. See npm's message above.");
  // After the install npm does this by itself, unless it was told to run no scripts.
  const patched = runNode([program("patch-package", "index.js")], { stdio: ["ignore", 2, 2] });
  if (patched !== 0) fail("The patches of `patches/` could not be put over the packages. See the message above.");
}

/** Ends the program with one line. */
export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs a program of the project and waits; answers its exit code. */
export function runNode(args, options = {}) {
  const run = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", ...options });
  return run.status ?? 1;
}

/** Path of a package's program. */
export const program = (...parts) => path.join(ROOT, "node_modules", ...parts);
