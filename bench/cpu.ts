/** The time that the processors worked, which other programs on the machine change less than the time that went by. */
import { readFileSync } from "node:fs";
import type { Sql } from "../db/client";

/** Ticks a second of the figures in `/proc`; the same on every Linux that Node runs on. */
const TICKS = 100;

export interface CpuWatch {
  /** Microseconds since the watch began; `database` is NaN where its processes cannot be seen. */
  read(): { process: number; database: number };
}

/** Watches this process and the server behind `sql`, with all of its processes. */
export async function watchCpu(sql: Sql): Promise<CpuWatch> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const server = parentOf(row?.pid ?? 0);
  const before = process.cpuUsage();
  const databaseBefore = server === null ? Number.NaN : serverMicroseconds(server);
  return {
    read() {
      const { user, system } = process.cpuUsage(before);
      return {
        process: user + system,
        database: server === null ? Number.NaN : serverMicroseconds(server) - databaseBefore,
      };
    },
  };
}

/** Fields of `/proc/<pid>/stat` after the name, which may hold anything; null: there is no such process here. */
function stat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function parentOf(pid: number): number | null {
  const fields = stat(pid);
  return fields && readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres") ? Number(fields[1]) : null;
}

/** Its own, that of its processes, and of those that have ended. */
function serverMicroseconds(server: number): number {
  const children = readFileSync(`/proc/${server}/task/${server}/children`, "utf8").trim().split(" ").map(Number);
  const own = ticks(server, 11, 15);
  return (children.reduce((sum, pid) => sum + ticks(pid, 11, 13), own) / TICKS) * 1_000_000;
}

function ticks(pid: number, from: number, to: number): number {
  return (stat(pid) ?? []).slice(from, to).reduce((sum, field) => sum + Number(field), 0);
}
