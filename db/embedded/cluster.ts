/**
 * The embedded database: a real PostgreSQL server in a folder of its own, shared by the server, the command line and
 * whatever else runs on the same state folder. It is detached, so it outlives a process that is killed; the process
 * that started it stops it again, unless somebody else is connected.
 *
 * `pg_ctl status` is not asked: it lies after a kill. What counts is whether a connection can be made.
 */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { findBinaries, type PostgresBinaries } from "./binaries";
import { ensureDatabase } from "./ensure-database";
import { clearDeadServer, serverProcess } from "./server-process";
import { canEnter, type ServerUser, serverUser } from "./server-user";
import { withStartLock } from "./start-lock";

export interface ClusterOptions {
  /** State folder; made if absent. */
  home: string;
  /** For tests: a crash of the machine may lose data, everything is faster. */
  unsafe?: boolean;
}

export interface Cluster {
  /** Connection string of the database `chainwright`. */
  url: string;
  /** Whether this call started the server. */
  started: boolean;
  /** Stops the server if this call started it and nobody else is connected; `force` stops it in any case. */
  stop(options?: { force?: boolean }): Promise<void>;
}

interface Place {
  home: string;
  base: string;
  data: string;
  user: ServerUser | null;
}

/** After a crash the log is replayed first. */
const RECOVERS_WITHIN_MS = 60_000;
const DATABASE = "chainwright";
const SUPERUSER = "chainwright";

/** The running embedded server of a state folder, started (and created) when it is not there. */
export async function ensureCluster(options: ClusterOptions): Promise<Cluster> {
  const place = findPlace(path.resolve(options.home));
  const running = await runningUrl(place);
  if (running) return cluster(place, running, false);
  return withStartLock(path.join(place.home, "postgres.lock"), async () => {
    const other = await settledUrl(place);
    if (other) return cluster(place, other, false);
    const binaries = findBinaries(place.user, path.join(place.base, "binaries"), dataVersion(place));
    if (dataVersion(place) === null) initialise(place, binaries);
    await startServer(place, binaries, options.unsafe ?? false);
    const url = await runningUrl(place);
    if (!url)
      throw new Error(
        `The embedded database started but does not answer. Its log: ${path.join(place.base, "postgres.log")}`,
      );
    return cluster(place, url, true);
  });
}

/** Waits for a server that is still recovering; clears away one that was killed. Null: one is to be started. */
async function settledUrl(place: Place): Promise<string | null> {
  const giveUpAt = Date.now() + RECOVERS_WITHIN_MS;
  for (;;) {
    const url = await runningUrl(place);
    if (url) return url;
    const server = serverProcess(place.data);
    if (server === "dead") await clearDeadServer(place.data);
    if (server !== "alive") return null;
    if (Date.now() > giveUpAt)
      throw new Error(
        `The embedded database runs but does not answer. Its log: ${path.join(place.base, "postgres.log")}`,
      );
    await wait(200);
  }
}

/** Stops the embedded server of a state folder, whoever started it. Says whether one was running. */
export async function stopCluster(home: string): Promise<boolean> {
  const place = findPlace(path.resolve(home));
  if (!(await runningUrl(place))) return false;
  stopServer(place);
  return true;
}

function findPlace(home: string): Place {
  mkdirSync(home, { recursive: true });
  const user = serverUser();
  if (!user) return { home, base: home, data: path.join(home, "postgres"), user };
  if (canEnter(user, home)) return { home, base: home, data: path.join(home, "postgres"), user };
  const base = path.join("/var/lib/chainwright", createHash("sha256").update(home).digest("hex").slice(0, 16));
  mkdirSync(base, { recursive: true, mode: 0o755 });
  writeFileSync(path.join(home, "postgres.location"), `${path.join(base, "postgres")}\n`);
  return { home, base, data: path.join(base, "postgres"), user };
}

function dataVersion(place: Place): number | null {
  const file = path.join(place.data, "PG_VERSION");
  return existsSync(file) ? Number(readFileSync(file, "utf8").trim()) : null;
}

function passwordFile(place: Place): string {
  return path.join(place.home, "postgres.password");
}

/** Created beside its final place and renamed, so that a kill in the middle leaves no half cluster. */
function initialise(place: Place, binaries: PostgresBinaries): void {
  const password = randomBytes(24).toString("base64url");
  writeFileSync(passwordFile(place), password, { mode: 0o600 });
  const fresh = `${place.data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const pwfile = path.join(place.base, "postgres.initial");
  writeFileSync(pwfile, password, { mode: 0o600 });
  if (place.user) {
    chownSync(fresh, place.user.uid, place.user.gid);
    chownSync(pwfile, place.user.uid, place.user.gid);
  }
  try {
    run(place, binaries, "initdb", [
      ...["-D", fresh, "-U", SUPERUSER, "-E", "UTF8", "--locale=C"],
      ...["--auth=scram-sha-256", `--pwfile=${pwfile}`],
    ]);
  } finally {
    rmSync(pwfile, { force: true });
  }
  renameSync(fresh, place.data);
}

async function startServer(place: Place, binaries: PostgresBinaries, unsafe: boolean): Promise<void> {
  const log = path.join(place.base, "postgres.log");
  if (place.user && !existsSync(log)) {
    writeFileSync(log, "");
    chownSync(log, place.user.uid, place.user.gid);
    chmodSync(log, 0o600);
  }
  const settings = {
    port: await freePort(),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    ...(unsafe ? { fsync: "off", full_page_writes: "off", synchronous_commit: "off" } : {}),
  };
  const flags = Object.entries(settings).map(([key, value]) => `-c ${key}=${value === "" ? "''" : value}`);
  run(place, binaries, "pg_ctl", ["start", "-w", "-t", "90", "-D", place.data, "-l", log, "-o", flags.join(" ")]);
}

function stopServer(place: Place): void {
  const binaries = findBinaries(place.user, path.join(place.base, "binaries"), dataVersion(place));
  run(place, binaries, "pg_ctl", ["stop", "-w", "-m", "fast", "-D", place.data]);
}

function run(place: Place, binaries: PostgresBinaries, program: string, args: string[]): void {
  // Output is not piped: the server would inherit the pipe and the call would never end.
  const result = spawnSync(path.join(binaries.bin, program), args, {
    cwd: "/",
    stdio: program === "initdb" ? ["ignore", "pipe", "pipe"] : "ignore",
    ...(place.user ?? {}),
  });
  if (result.status === 0) return;
  const details = result.stderr?.toString().trim() || result.error?.message || `exit code ${result.status}`;
  throw new Error(`${program} failed: ${details}. The log is ${path.join(place.base, "postgres.log")}.`);
}

/** The connection string, if a server of this data folder accepts one. */
async function runningUrl(place: Place): Promise<string | null> {
  let port: string | undefined;
  let password: string;
  try {
    port = readFileSync(path.join(place.data, "postmaster.pid"), "utf8").split("\n")[3];
    password = readFileSync(passwordFile(place), "utf8");
  } catch {
    return null;
  }
  if (!port) return null;
  const server = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}`;
  const sql = postgres(`${server}/postgres`, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} });
  try {
    await ensureDatabase(sql, DATABASE);
    return `${server}/${DATABASE}`;
  } catch {
    return null;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function cluster(place: Place, url: string, started: boolean): Cluster {
  return {
    url,
    started,
    async stop(options = {}) {
      if (!options.force && !started) return;
      const now = await runningUrl(place);
      // Killed meanwhile: there is nothing to stop, or it was started again by somebody else, who stops it.
      if (now === null || (now !== url && !options.force)) return;
      if (!options.force && (await othersConnected(url))) return;
      stopServer(place);
    },
  };
}

async function othersConnected(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false });
  try {
    // Connections that were just ended show for a moment longer: ask a few times before believing in others.
    for (let ask = 0; ask < 10; ask += 1) {
      const rows = await sql`
        select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
      if (rows.length === 0) return false;
      await wait(100);
    }
    return true;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
