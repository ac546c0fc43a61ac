/**
 * Reading and writing below one folder, whatever lies in it. Names are checked before, and the place is checked again
 * after opening: a symbolic link anywhere on the way must not lead out.
 */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { BadFileName } from "./file-name";

/** Opens a regular file for reading, or null when there is none. @throws BadFileName when it lies outside `root`. */
export async function openInside(root: string, parts: readonly string[]): Promise<FileHandle | null> {
  const path = join(root, ...parts);
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (code === "ELOOP" || code === "EMLINK") throw outside(parts);
    throw error;
  }
  try {
    const opened = await handle.stat();
    const real = await realpath(path);
    const there = await stat(real);
    if (!opened.isFile() || opened.ino !== there.ino || opened.dev !== there.dev) throw outside(parts);
    if (!real.startsWith((await realpath(root)) + sep)) throw outside(parts);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Writes a whole file at once: a reader sees the old content or the new one, also after a crash. */
export async function writeInside(root: string, parts: readonly string[], content: Uint8Array): Promise<void> {
  const path = join(root, ...parts);
  const folder = dirname(path);
  await makeFolders(root, parts.slice(0, -1));
  const temporary = join(folder, `.${randomBytes(6).toString("hex")}.part`);
  const handle = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o640);
  try {
    const real = await realpath(folder);
    const realRoot = await realpath(root);
    if (real !== realRoot && !real.startsWith(realRoot + sep)) throw outside(parts);
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    await rename(temporary, path);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function makeFolders(root: string, folders: readonly string[]): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o750 });
  let path = root;
  for (const folder of folders) {
    path = join(path, folder);
    await mkdir(path, { mode: 0o750 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    if (!(await lstat(path)).isDirectory()) throw outside(folders);
  }
}

/** So that the new name survives a loss of power, not only the content. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
}

const outside = (parts: readonly string[]) => new BadFileName(`"${parts.join("/")}" leads out of the folder.`);
