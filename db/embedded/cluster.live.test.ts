import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Cluster, ensureCluster, stopCluster } from "./cluster";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "chainwright-cluster-"));
  // As root the server runs as somebody else, who has to get in.
  chmodSync(home, 0o755);
});
afterEach(async () => {
  await stopCluster(home);
  const elsewhere = path.join(home, "postgres.location");
  if (existsSync(elsewhere)) rmSync(path.dirname(readFileSync(elsewhere, "utf8").trim()), { recursive: true });
  rmSync(home, { recursive: true, force: true });
});

const open = () => ensureCluster({ home, unsafe: true });

async function query(cluster: Cluster, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(cluster.url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const dataFolder = () => {
  const elsewhere = path.join(home, "postgres.location");
  return existsSync(elsewhere) ? readFileSync(elsewhere, "utf8").trim() : path.join(home, "postgres");
};
const serverPid = () => Number(readFileSync(path.join(dataFolder(), "postmaster.pid"), "utf8").split("\n")[0]);

/** Whether the process runs; one that has ended and was not collected yet does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

const gone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });

test("a fresh folder gets a server; who comes later gets the same one; nothing is left after the stop", async () => {
  const first = await open();
  expect(first.started).toBe(true);
  expect(await query(first, "select current_database() as name")).toEqual([{ name: "chainwright" }]);
  const second = await open();
  expect(second).toMatchObject({ started: false, url: first.url });
  const pid = serverPid();
  await second.stop();
  expect(isAlive(pid), "only the one that started it stops it").toBe(true);
  await first.stop();
  await gone(pid);
  expect(existsSync(path.join(home, "postgres.lock"))).toBe(false);
});

test("what was written is there after a stop and a start, and after stopping by the folder's name", async () => {
  const first = await open();
  await query(first, "create table kept (n int); insert into kept values (7)");
  await first.stop();
  const second = await open();
  expect(second.started).toBe(true);
  expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
  expect(await stopCluster(home)).toBe(true);
  expect(await stopCluster(home)).toBe(false);
});

test("several processes that ask at once get one server, started by one of them", async () => {
  const script = path.join(import.meta.dirname, "testing/caller.ts");
  const call = () => promisify(execFile)(process.execPath, ["--import", "tsx", script, home]);
  const answers = await Promise.all([call(), call(), call()]);
  const said = answers.map(({ stdout }): { url: string; started: boolean } => JSON.parse(stdout));
  expect(new Set(said.map((answer) => answer.url)).size).toBe(1);
  expect(said.filter((answer) => answer.started)).toHaveLength(1);
  expect(await open()).toMatchObject({ url: said[0]?.url, started: false });
});

test("stop refuses while somebody else is connected, unless it is forced", async () => {
  const cluster = await open();
  const other = postgres(cluster.url, { max: 1, onnotice: () => {} });
  await other`select 1`;
  const pid = serverPid();
  await cluster.stop();
  expect(await other`select 2 as n`).toMatchObject([{ n: 2 }]);
  await cluster.stop({ force: true });
  await gone(pid);
  await other.end({ timeout: 1 });
});

test("a server that was killed is started again, with its data", async () => {
  // With fsync, as in production: what was committed survives.
  const first = await ensureCluster({ home });
  await query(first, "create table kept (n int); insert into kept values (7)");
  process.kill(serverPid(), "SIGKILL");
  const second = await open();
  expect(second.started).toBe(true);
  expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
});

test("a server that was killed while people were connected is started again", async () => {
  const first = await open();
  const others = Array.from({ length: 5 }, () => postgres(first.url, { max: 1, onnotice: () => {} }));
  await Promise.all(others.map((sql) => sql`select 1`));
  process.kill(serverPid(), "SIGKILL");
  expect((await open()).started).toBe(true);
  await Promise.all(others.map((sql) => sql.end({ timeout: 1 })));
});

test("a number that belongs to somebody else by now is no server", async () => {
  const first = await open();
  process.kill(serverPid(), "SIGKILL");
  const file = path.join(dataFolder(), "postmaster.pid");
  const lines = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join("\n"));
  const second = await open();
  expect(second.started).toBe(true);
  expect(await query(second, "select 1 as n")).toEqual([{ n: 1 }]);
  await first.stop();
  expect(await query(second, "select 2 as n"), "whoever started the killed one leaves this one alone").toHaveLength(1);
});

test("a lock of a process that is gone keeps nobody out", async () => {
  const { pid } = await promisify(execFile)(process.execPath, ["-e", "console.log(process.pid)"]).then(
    ({ stdout }) => ({ pid: stdout.trim() }),
  );
  writeFileSync(path.join(home, "postgres.lock"), pid);
  expect((await open()).started).toBe(true);
});

test("the password is for the owner's eyes only, and without it there is no way in", async () => {
  const cluster = await open();
  expect(statSync(path.join(home, "postgres.password")).mode & 0o777).toBe(0o600);
  const wrong = new URL(cluster.url);
  wrong.password = "guess";
  await expect(query({ ...cluster, url: wrong.toString() }, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test.runIf(process.getuid?.() === 0)("a home that the server's user cannot enter has its data elsewhere", async () => {
  chmodSync(home, 0o700);
  const cluster = await open();
  expect(await query(cluster, "select 1 as n")).toEqual([{ n: 1 }]);
  expect(dataFolder()).not.toContain(home);
});
