import type { Sql } from "../../db/client";
import type { ExecutionCommand } from "../../db/schema/executions";
import type { JsonValue } from "../core/json";
import { CHANNELS } from "./channels";
import { jsonText, storableText } from "./json-text";

export interface StoredCommand {
  id: number;
  executionId: string;
  command: ExecutionCommand;
  stepId: string | null;
  /** Of an item of a loop: its index. */
  item: number | null;
  by: string | null;
  note: string | null;
  /** What the order carries: an answer, the end of a sub-chain. */
  data: JsonValue;
}

/** Records an order for an execution and wakes whoever drives it, or whoever will. */
export async function recordCommand(sql: Sql, command: Omit<StoredCommand, "id">): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      insert into execution_commands (execution_id, command, step_id, item, by, note, data)
      values (${command.executionId}, ${command.command}, ${command.stepId}, ${command.item}, ${command.by},
        ${command.note === null ? null : storableText(command.note)}, ${jsonText(command.data)}::text::jsonb)`;
    await tx`select pg_notify(${CHANNELS.command}, ${command.executionId}), pg_notify(${CHANNELS.work}, '')`;
  });
}

/** Orders that wait for executions of this process, oldest first. */
export async function loadCommands(sql: Sql, processId: string): Promise<StoredCommand[]> {
  const rows = await sql<StoredCommand[]>`
    select c.id::float8 as id, c.execution_id as "executionId", c.command, c.step_id as "stepId", c.item, c.by, c.note, c.data
    from execution_commands c join executions e on e.id = c.execution_id
    where e.owner = ${processId} order by c.id`;
  return [...rows];
}

/** Orders for executions that have ended can no longer be obeyed. */
export async function deleteStaleCommands(sql: Sql): Promise<void> {
  await sql`delete from execution_commands c using executions e where e.id = c.execution_id and e.ended_at is not null`;
}
