import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Database, openDatabase } from "../db/client";
import { type Cluster, ensureCluster } from "../db/embedded/cluster";
import { migrate } from "../db/migrate";
import { TcpProxy } from "../server/engine/testing/tcp-proxy";
import { watchRows } from "../server/engine/testing/watch-rows";

const MIGRATIONS = path.resolve(import.meta.dirname, "../db/migrations");

/**
 * A database server of its own, as safe as in production, that can be crashed. It comes back on another port; whoever connects
 * through a line of `lines` finds it again.
 */
export class SoakDatabase {
  private readonly lines: TcpProxy[] = [];

  private constructor(
    private readonly home: string,
    private cluster: Cluster,
    /** For the one who looks on: over a line that never breaks. */
    readonly db: Database,
    private readonly door: TcpProxy,
  ) {
    this.lines.push(door);
  }

  static async open(): Promise<SoakDatabase> {
    const home = mkdtempSync(path.join(tmpdir(), "chainwright-soak-"));
    // As root the server runs as somebody else, who has to get in.
    chmodSync(home, 0o755);
    const cluster = await ensureCluster({ home });
    await migrate(cluster.url, MIGRATIONS);
    const door = await TcpProxy.open(portOf(cluster.url));
    const db = openDatabase({ url: through(cluster.url, door), max: 8 });
    await watchRows(db.sql);
    await countTakeovers(db);
    return new SoakDatabase(home, cluster, db, door);
  }

  /** Large results and the notes of failpoints live here too. */
  get folder(): string {
    return this.home;
  }

  /** A line of its own to this database, and the address that goes through it. */
  async line(): Promise<{ line: TcpProxy; url: string }> {
    const line = await TcpProxy.open(portOf(this.cluster.url));
    this.lines.push(line);
    return { line, url: through(this.cluster.url, line) };
  }

  forget(line: TcpProxy): void {
    this.lines.splice(this.lines.indexOf(line), 1);
  }

  /** Kills the server as a power cut would, and starts it again. Resolves, with the moment, when it accepts connections. */
  async crash(): Promise<number> {
    const pid = serverPid(this.home);
    // What `pg_ctl -m immediate stop` sends.
    process.kill(pid, "SIGQUIT");
    this.cluster = await ensureCluster({ home: this.home });
    const acceptsAt = performance.now();
    for (const line of this.lines) line.target = portOf(this.cluster.url);
    return acceptsAt;
  }

  /** How often an execution was taken over from a process that had gone silent. */
  async takeovers(): Promise<number> {
    const rows = await this.db.sql<{ count: number }[]>`select count(*)::int as count from takeovers`;
    return rows[0]?.count ?? 0;
  }

  /** Client connections besides those of the one who looks on. */
  async strangers(): Promise<number> {
    const rows = await this.db.sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where application_name = 'worker'`;
    return rows[0]?.count ?? 0;
  }

  async close(): Promise<void> {
    await this.db.close();
    await this.door.close();
    await this.cluster.stop({ force: true });
    const elsewhere = path.join(this.home, "postgres.location");
    if (existsSync(elsewhere)) rmSync(path.dirname(readFileSync(elsewhere, "utf8").trim()), { recursive: true });
    rmSync(this.home, { recursive: true, force: true });
  }
}

async function countTakeovers({ sql }: Database): Promise<void> {
  await sql.unsafe(`
    create table takeovers (id text not null);
    create function count_takeover() returns trigger language plpgsql as $$ begin
      insert into takeovers values (new.id);
      return null;
    end $$;
    create trigger takeover after update on executions for each row
      when (new.crashes > old.crashes and new.fence > old.fence) execute function count_takeover();`);
}

const portOf = (url: string): number => Number(new URL(url).port);

function through(url: string, line: TcpProxy): string {
  const address = new URL(url);
  address.port = String(line.port);
  return address.toString();
}

function serverPid(home: string): number {
  const elsewhere = path.join(home, "postgres.location");
  const data = existsSync(elsewhere) ? readFileSync(elsewhere, "utf8").trim() : path.join(home, "postgres");
  return Number(readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n")[0]);
}
