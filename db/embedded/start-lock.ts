import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Runs `work` while no other process on this machine does: a file with our pid; a dead owner's file is taken over. */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + 120_000;
  while (!tryLock(file)) {
    if (Date.now() > giveUpAt)
      throw new Error(`Another process has held ${file} for two minutes. Delete the file if none runs.`);
    await wait(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    const fd = openSync(file, "wx", 0o600);
    writeSync(fd, String(process.pid));
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (ownerIsDead(file)) rmSync(file, { force: true });
    return false;
  }
}

function ownerIsDead(file: string): boolean {
  let pid: number;
  try {
    pid = Number(readFileSync(file, "utf8"));
  } catch {
    return false;
  }
  // Empty: its owner is between creating and writing it.
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
