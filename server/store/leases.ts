import type { Sql } from "../../db/client";

/** A server process in the table of leases. Its id is random at every start: a host name would come back after a crash. */
export interface ProcessLease {
  id: string;
  host: string;
  pid: number;
}

/** Extends the right of a process to drive executions. `offsetMs` is what the caller's clock is ahead of the database's. */
export async function renewLease(sql: Sql, process: ProcessLease, leaseMs: number, offsetMs: number): Promise<void> {
  await sql`
    insert into processes (id, host, pid, started_at, expires_at)
    values (${process.id}, ${process.host}, ${process.pid}, now(), now() + make_interval(secs => ${(leaseMs + offsetMs) / 1000}))
    on conflict (id) do update set expires_at = excluded.expires_at`;
}

/** Gives the right back, and all executions with it. What was running counts as interrupted for whoever claims it. */
export async function endLease(sql: Sql, processId: string, offsetMs: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update executions set owner = null, wake_at = now() + make_interval(secs => ${offsetMs / 1000})
      where owner = ${processId}`;
    await tx`delete from processes where id = ${processId}`;
    await tx`select pg_notify('chainwright_work', '')`;
  });
}

/** Forgets processes that have been silent for an hour and drive nothing. */
export async function forgetDeadProcesses(sql: Sql): Promise<void> {
  await sql`
    delete from processes p where p.expires_at < now() - interval '1 hour'
      and not exists (select 1 from executions e where e.owner = p.id)`;
}
