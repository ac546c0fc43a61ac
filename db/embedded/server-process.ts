/**
 * What became of the server that a data folder's `postmaster.pid` names. PostgreSQL itself only asks whether some process has
 * that number: it takes a zombie that nobody collects (a container whose first process is no init) and a stranger who was
 * given the number since for a running server, and refuses to start. Here a process counts when it lives and works in the
 * folder, as every process of a PostgreSQL server does.
 */
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export type ServerProcess = "absent" | "dead" | "alive";

const ORPHANS_END_WITHIN_MS = 10_000;

const pidFile = (data: string) => path.join(data, "postmaster.pid");

/** Whether the server of this folder lives. Where there is no /proc, any process of that number counts. */
export function serverProcess(data: string): ServerProcess {
  let pid: number;
  try {
    pid = Number(readFileSync(pidFile(data), "utf8").split("\n")[0]);
  } catch {
    return "absent";
  }
  if (!pid || !exists(pid)) return "dead";
  if (process.platform !== "linux") return "alive";
  return worksIn(pid, realpathSync(data)) ? "alive" : "dead";
}

/**
 * Removes what a killed server left in the way of the next. Its children notice its death and end by themselves; until they
 * have, they hold its memory, and the file must stay. Whoever calls holds the start lock.
 */
export async function clearDeadServer(data: string): Promise<void> {
  const giveUpAt = Date.now() + ORPHANS_END_WITHIN_MS;
  while (orphans(data).length > 0) {
    if (Date.now() > giveUpAt)
      throw new Error(
        `Processes of a database server that was killed still run: ${orphans(data).join(", ")}. End them.`,
      );
    await wait(50);
  }
  if (serverProcess(data) === "dead") rmSync(pidFile(data), { force: true });
}

function orphans(data: string): number[] {
  if (process.platform !== "linux") return [];
  const folder = realpathSync(data);
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => pid > 0 && pid !== process.pid && worksIn(pid, folder, false));
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** `unknown`: what to believe of a process that this user may not look at. */
function worksIn(pid: number, folder: string, unknown = true): boolean {
  try {
    const state = /^\d+ \(.*\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
    return state !== "Z" && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES" && unknown;
  }
}
