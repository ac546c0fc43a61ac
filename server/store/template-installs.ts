import type { Sql } from "../../db/client";
import type { TemplateFixed } from "../../db/schema/templates";
import type { JsonValue } from "../core/json";
import { jsonText } from "./json-text";

/** Where a chain came from. */
export interface InstallRecord {
  chainId: string;
  templateId: string;
  version: number;
  baseSource: string;
  /** Which secret of its owner stands for which of the template's. */
  secrets: Record<string, string>;
  /** Of the template, also when it was withdrawn. */
  title: string;
}

export async function findInstall(sql: Sql, chainId: string): Promise<InstallRecord | null> {
  const rows = await sql<InstallRecord[]>`
    select i.chain_id as "chainId", i.template_id as "templateId", i.version, i.base_source as "baseSource", i.secrets, t.title
    from template_installs i join templates t on t.id = i.template_id where i.chain_id = ${chainId}`;
  return rows[0] ?? null;
}

export async function insertInstall(
  tx: Sql,
  install: Omit<InstallRecord, "title"> & { userId: string },
): Promise<void> {
  const { chainId, templateId, version, baseSource, secrets, userId } = install;
  await tx`
    insert into template_installs (chain_id, template_id, version, base_source, secrets, user_id)
    values (${chainId}, ${templateId}, ${version}, ${baseSource}, ${jsonText(secrets)}::text::json, ${userId})`;
}

/** From here on the chain is a copy of that version. */
export async function moveInstall(
  tx: Sql,
  { chainId, version, baseSource }: { chainId: string; version: number; baseSource: string },
): Promise<void> {
  await tx`
    update template_installs set version = ${version}, base_source = ${baseSource}, updated_at = now()
    where chain_id = ${chainId}`;
}

/** How many copies there are of each version, the newest first. */
export async function countInstalls(sql: Sql, templateId: string): Promise<{ version: number; copies: number }[]> {
  const rows = await sql<{ version: number; copies: number }[]>`
    select i.version, count(*)::int as copies from template_installs i
    join chains c on c.id = i.chain_id and c.deleted_at is null
    where i.template_id = ${templateId} group by 1 order by 1 desc`;
  return [...rows];
}

/** Somebody's copies of a template, the oldest first. */
export async function listCopies(sql: Sql, templateId: string, userId: string) {
  const rows = await sql<{ chainId: string; name: string; version: number }[]>`
    select i.chain_id as "chainId", c.name, i.version from template_installs i
    join chains c on c.id = i.chain_id and c.deleted_at is null
    where i.template_id = ${templateId} and c.owner_id = ${userId} order by i.created_at limit 50`;
  return [...rows];
}

/** Gives somebody's tests of a chain the fixed results of a template, where they have none of their own. */
export async function copyFixed(
  tx: Sql,
  of: { chainId: string; userId: string },
  fixed: readonly TemplateFixed[],
): Promise<void> {
  for (const { stepId, value, failed } of fixed)
    await tx`
      insert into fixed_results (chain_id, user_id, step_id, value, failed)
      values (${of.chainId}, ${of.userId}, ${stepId}, ${jsonText(value)}::text::json, ${Number(failed)}::int::boolean)
      on conflict (chain_id, user_id, step_id) do nothing`;
}

/** The results that were fixed in a test. */
export async function fixedOfTest(
  sql: Sql,
  executionId: string,
): Promise<{ stepId: string; value: JsonValue; failed: boolean }[]> {
  const rows = await sql<{ stepId: string; value: JsonValue; failed: boolean }[]>`
    select s.step_id as "stepId", s.error is not null as failed,
      case when s.error is null then coalesce(s.result, 'null'::jsonb)
        else jsonb_build_object('code', s.error -> 'code', 'message', s.error -> 'message') end as value
    from step_executions s join execution_events e on e.execution_id = s.execution_id and e.step_id = s.step_id
    where s.execution_id = ${executionId} and s.item = -1 and e.data ->> 'fixed' = 'true' order by e.seq`;
  return [...rows];
}
