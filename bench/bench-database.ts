import path from "node:path";
import postgres from "postgres";
import { type Database, openDatabase } from "../db/client";
import { ensureCluster } from "../db/embedded/cluster";
import { migrate } from "../db/migrate";

/** The bench runs in the folder of the project. */
const ROOT = process.cwd();

let opened = 0;

export interface BenchDatabase extends Database {
  url: string;
  /** Commits that wrote something, so far. Exact on a server of one's own, other than its statistics. */
  commits(): Promise<number>;
  drop(): Promise<void>;
}

/** A fresh database on a server with fsync on: what is measured is what is promised. `BENCH_DATABASE_URL` names another server. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const cluster = process.env.BENCH_DATABASE_URL
    ? null
    : await ensureCluster({ home: path.join(ROOT, ".chainwright/bench") });
  opened += 1;
  const server = process.env.BENCH_DATABASE_URL ?? cluster?.url ?? "";
  const name = `bench_${Date.now()}_${opened}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate(url.toString(), path.join(ROOT, "db/migrations"));
  const db = openDatabase({ url: url.toString() });
  return {
    ...db,
    url: url.toString(),
    async commits() {
      const [row] = await admin`select txid_current()::text as id`;
      return Number(row?.id);
    },
    async drop() {
      await db.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 2 });
      await cluster?.stop();
    },
  };
}
