import path from "node:path";
import postgres from "postgres";
import { type Database, openDatabase } from "../db/client";
import { ensureCluster } from "../db/embedded/cluster";
import { migrate } from "../db/migrate";

const ROOT = path.resolve(import.meta.dirname, "..");

export interface BenchDatabase extends Database {
  url: string;
  /** Commits of this database so far. */
  commits(): Promise<number>;
  drop(): Promise<void>;
}

/** A fresh database on a server with fsync on: what is measured is what is promised. `BENCH_DATABASE_URL` names another server. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const cluster = process.env.BENCH_DATABASE_URL
    ? null
    : await ensureCluster({ home: path.join(ROOT, ".chainwright/bench") });
  const server = process.env.BENCH_DATABASE_URL ?? cluster?.url ?? "";
  const name = `bench_${Date.now()}`;
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
      // Statistics of other sessions arrive with a delay; the sessions are asked to report when they go idle.
      await admin`select pg_stat_force_next_flush()`.catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const rows = await admin`select xact_commit::float8 as commits from pg_stat_database where datname = ${name}`;
      return Number(rows[0]?.commits ?? 0);
    },
    async drop() {
      await db.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 2 });
      await cluster?.stop();
    },
  };
}
