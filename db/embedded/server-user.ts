import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The unprivileged user under which the database server runs. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it `postgres` or `nobody`; anybody else runs it as themselves. */
export function serverUser(): ServerUser | null {
  if (process.platform === "win32" || process.getuid?.() !== 0) return null;
  const passwd = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = passwd.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    "Running as root needs a user `postgres` or `nobody` for the database. Create one, or set DATABASE_URL.",
  );
}

/** Whether that user can enter the folder: a home folder of mode 0700 keeps it out. */
export function canEnter(user: ServerUser, folder: string): boolean {
  return spawnSync("test", ["-x", folder], { cwd: "/", ...user }).status === 0;
}
