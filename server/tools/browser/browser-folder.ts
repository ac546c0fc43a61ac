/**
 * The folder of one running Chromium: profile, downloads on their way, traces. It is marked with the process that owns it, so that
 * what a killed process left behind is found by whoever comes next: its folder is removed, and a browser that still runs on it is
 * ended. Browsers are known by the folder in their command line, never by name, so nobody else's browser is touched.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, readlink, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** A process in another container cannot be looked up; its folder counts as left when it was not touched for so long. */
const STALE_MS = 10 * 60_000;
const OWNER_FILE = "owner.json";

interface Owner {
  pid: number;
  /** Tells a process from a later one with the same number; null where the system does not say. */
  startedAt: string | null;
  /** Numbers of processes mean something only within it. */
  namespace: string | null;
}

export const browsersFolder = (home: string): string => join(resolve(home), "browsers");

/** Makes a folder for a browser of this process. */
export async function createBrowserFolder(home: string): Promise<string> {
  const folder = join(browsersFolder(home), `${process.pid}-${randomBytes(4).toString("hex")}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const owner: Owner = { pid: process.pid, startedAt: await startOf(process.pid), namespace: await namespace() };
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(owner));
  for (const name of ["profile", "downloads", "traces", "artifacts"]) await mkdir(join(folder, name), { mode: 0o700 });
  return folder;
}

/** Says that the owner lives. */
export async function touchBrowserFolder(folder: string): Promise<void> {
  await utimes(join(folder, OWNER_FILE), new Date(), new Date()).catch(() => {});
}

/** Ends whatever runs on the folder and removes it. */
export async function removeBrowserFolder(folder: string): Promise<void> {
  for (const pid of await processesOn(folder)) kill(pid);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Clears up after processes that are gone. Returns the folders that it removed. */
export async function sweepBrowserFolders(home: string): Promise<string[]> {
  const root = browsersFolder(home);
  const names = await readdir(root).catch(() => []);
  const removed: string[] = [];
  for (const name of names) {
    const folder = join(root, name);
    if (!(await isLeft(folder))) continue;
    await removeBrowserFolder(folder);
    removed.push(folder);
  }
  return removed;
}

async function isLeft(folder: string): Promise<boolean> {
  const file = join(folder, OWNER_FILE);
  const [text, touched] = await Promise.all([
    readFile(file, "utf8").catch(() => null),
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () =>
        stat(folder).then(
          ({ mtimeMs }) => mtimeMs,
          () => Date.now(),
        ),
    ),
  ]);
  const isStale = Date.now() - touched > STALE_MS;
  const owner = text === null ? null : parseOwner(text);
  // Without a name on it, it may be one that is being made.
  if (!owner) return isStale;
  if (owner.namespace !== (await namespace())) return isStale;
  if (!isAlive(owner.pid)) return true;
  return owner.startedAt !== null && owner.startedAt !== (await startOf(owner.pid));
}

function parseOwner(text: string): Owner | null {
  try {
    const { pid, startedAt, namespace } = JSON.parse(text) as Owner;
    return Number.isInteger(pid) ? { pid, startedAt, namespace } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ticks since the boot at which a process began, as Linux counts them. */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The name in parentheses may contain anything, so fields are counted behind it.
  return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

/** The boot and the name space of process numbers that this process lives in. */
async function namespace(): Promise<string | null> {
  const [boot, space] = await Promise.all([
    readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => null),
    readlink("/proc/self/ns/pid").catch(() => null),
  ]);
  return boot === null || space === null ? null : `${boot.trim()} ${space}`;
}

/** Processes whose command line names the folder as their profile's place. Empty where the system has no `/proc`. */
export async function processesOn(folder: string): Promise<number[]> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      const isOurs = line.split("\0").some((argument) => argument === `--user-data-dir=${join(folder, "profile")}`);
      return isOurs && pid !== process.pid ? [pid] : [];
    }),
  );
  return found.flat();
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
