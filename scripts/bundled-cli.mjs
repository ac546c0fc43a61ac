/**
 * The command-line program in one piece: it begins in half of the time that its sources take to be read one by one. Made anew when a
 * source has changed, beside the one that somebody may be running.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./installed.mjs";

const SOURCES = ["cli", "server", "db", "package-lock.json"];
const FOLDER = path.join(ROOT, ".chainwright", "cli");
/** Older ones are removed once nobody can have just begun them. */
const KEPT_MS = 60 * 60_000;

/** Where it is. */
export async function bundledCli() {
  const out = path.join(FOLDER, stampOf(SOURCES));
  const main = path.join(out, "main.mjs");
  if (existsSync(main)) return main;
  const making = `${out}.${process.pid}`;
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["cli/main.ts"],
    outdir: making,
    bundle: true,
    // What a command does not need is not read.
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    outExtension: { ".js": ".mjs" },
    sourcemap: true,
    logLevel: "warning",
  });
  removeOld();
  try {
    renameSync(making, out);
  } catch {
    // Somebody else was as quick, with the same.
    rmSync(making, { recursive: true, force: true });
  }
  return main;
}

/** Of names, sizes and times: contents need not be read. */
function stampOf(sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of filesOf(path.join(ROOT, source))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${path.relative(ROOT, file)}\0${size}\0${mtimeMs}\0`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesOf(file) {
  if (!statSync(file).isDirectory()) return [file];
  return readdirSync(file, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function removeOld() {
  if (!existsSync(FOLDER)) return;
  for (const name of readdirSync(FOLDER)) {
    const each = path.join(FOLDER, name);
    if (Date.now() - (statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > KEPT_MS)
      rmSync(each, { recursive: true, force: true });
  }
}
