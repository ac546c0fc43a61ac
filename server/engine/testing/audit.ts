import type { Sql } from "../../../db/client";
import type { EngineHarness, Facts } from "./engine-harness";
import type { Ledger } from "./ledger";

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
      if old.status = 'succeeded' then insert into violations values ('changed after success: ' || old.step_id); end if;
      return new;
    end $$;
    create trigger watch before update on executions for each row execute function watch_execution();
    create trigger watch before update on step_executions for each row execute function watch_step();`);
}

/** All that must hold after any trouble. Empty: it does. */
export async function audit(harness: EngineHarness, ledger: Ledger, ids: string[]): Promise<string[]> {
  const noted = await harness.db.sql<{ what: string }[]>`select what from violations`;
  const problems = noted.map((row) => row.what);
  for (const id of ids) problems.push(...foldProblems(id, await harness.facts(id)));
  for (const call of ledger.calls) {
    const { recorded, stepId, attempt } = call;
    // A call comes only after its own start was recorded, and never after a success was.
    if (recorded?.status !== "running" || recorded.attempt !== attempt)
      problems.push(`call of ${stepId}/${attempt} while it was ${JSON.stringify(recorded)}`);
  }
  const keys = ledger.calls.map((call) => `${call.executionId} ${call.stepId} ${call.attempt}`);
  if (new Set(keys).size !== keys.length) problems.push("an attempt was performed twice");
  return problems;
}

function foldProblems(id: string, { execution, steps, events }: Facts): string[] {
  const problems: string[] = [];
  const statuses = new Map<string, string>();
  let status = "";
  events.forEach((event, index) => {
    if (event.seq !== index + 1) problems.push(`${id}: event ${index + 1} has number ${event.seq}`);
    const [subject, to = ""] = event.kind.split(".");
    if (subject === "execution") status = to;
    if (subject === "step" && event.stepId) statuses.set(event.stepId, to);
  });
  if (events.length !== execution.seq) problems.push(`${id}: ${events.length} events, but seq is ${execution.seq}`);
  if (status !== execution.status) problems.push(`${id}: events end as ${status}, the row is ${execution.status}`);
  if (!events.at(-1)?.kind.startsWith("execution.")) problems.push(`${id}: its end is not its last event`);
  for (const [stepId, folded] of statuses) {
    if (steps[stepId]?.status !== folded) problems.push(`${id}: ${stepId} folds to ${folded}`);
  }
  if (statuses.size !== Object.keys(steps).length) problems.push(`${id}: a step has a row and no event`);
  return problems;
}
