import type { Sql } from "../../../db/client";

/** From here on the database itself notes every fence or event number that falls, and every change after an end. */
export async function watchRows(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create table violations (what text not null);
    create function watch_execution() returns trigger language plpgsql as $$ begin
      if new.fence < old.fence then insert into violations values ('fence fell: ' || old.id); end if;
      if new.seq < old.seq then insert into violations values ('seq fell: ' || old.id); end if;
      if old.ended_at is not null then insert into violations values ('changed after its end: ' || old.id); end if;
      return new;
    end $$;
    create function watch_step() returns trigger language plpgsql as $$ begin
      if old.status in ('succeeded', 'failed', 'timed_out', 'canceled', 'skipped') and new is distinct from old then
        insert into violations values ('changed after ' || old.status || ': ' || old.step_id || ' of ' || old.execution_id);
      end if;
      return new;
    end $$;
    create trigger watch before update on executions for each row execute function watch_execution();
    create trigger watch before update on step_executions for each row execute function watch_step();`);
}

/** What the database noted since `watchRows`. */
export async function violations(sql: Sql): Promise<string[]> {
  const rows = await sql<{ what: string }[]>`select what from violations`;
  return rows.map((row) => row.what);
}
