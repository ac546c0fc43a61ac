import type { Sql } from "../../db/client";
import type { TemplateParam, TemplateTest, TemplateVisibility } from "../../db/schema/templates";
import { jsonText } from "./json-text";

/** Times are epoch milliseconds. */
export interface TemplateRecord {
  id: string;
  /** Null: it came with the program. */
  ownerId: string | null;
  ownerName: string | null;
  shippedAs: string | null;
  title: string;
  summary: string;
  tags: string[];
  visibility: TemplateVisibility;
  chainId: string | null;
  latestVersion: number;
  createdAt: number;
  updatedAt: number;
}

export const templateColumns = (sql: Sql) => sql`
  t.id, t.owner_id as "ownerId", u.name as "ownerName", t.shipped_as as "shippedAs", t.title, t.summary, t.tags, t.visibility,
  t.chain_id as "chainId", t.latest_version as "latestVersion", (extract(epoch from t.created_at) * 1000)::float8 as "createdAt",
  (extract(epoch from t.updated_at) * 1000)::float8 as "updatedAt"`;

/** Those that were withdrawn are not there. */
export async function findTemplate(sql: Sql, id: string): Promise<TemplateRecord | null> {
  const rows = await sql<TemplateRecord[]>`
    select ${templateColumns(sql)} from templates t left join users u on u.id = t.owner_id
    where t.id = ${id} and t.deleted_at is null`;
  return rows[0] ?? null;
}

/** The template that publishes the versions of a chain, if its owner made one. */
export async function findTemplateOf(sql: Sql, chainId: string, ownerId: string): Promise<TemplateRecord | null> {
  const rows = await sql<TemplateRecord[]>`
    select ${templateColumns(sql)} from templates t left join users u on u.id = t.owner_id
    where t.chain_id = ${chainId} and t.owner_id = ${ownerId} and t.deleted_at is null order by t.created_at limit 1`;
  return rows[0] ?? null;
}

export async function findShipped(sql: Sql, shippedAs: string): Promise<TemplateRecord | null> {
  const rows = await sql<TemplateRecord[]>`
    select ${templateColumns(sql)} from templates t left join users u on u.id = t.owner_id where t.shipped_as = ${shippedAs}`;
  return rows[0] ?? null;
}

export interface TemplateVersionRecord {
  number: number;
  source: string;
  planHash: string;
  readme: string;
  params: Record<string, TemplateParam>;
  tools: string[];
  secrets: string[];
  test: TemplateTest;
  testedBy: string | null;
  notes: string;
  createdAt: number;
}

export async function findTemplateVersion(
  sql: Sql,
  templateId: string,
  number: number,
): Promise<TemplateVersionRecord | null> {
  const rows = await sql<TemplateVersionRecord[]>`
    select number, source, plan_hash as "planHash", readme, params, tools, secrets, test, tested_by as "testedBy", notes,
      (extract(epoch from created_at) * 1000)::float8 as "createdAt"
    from template_versions where template_id = ${templateId} and number = ${number}`;
  return rows[0] ?? null;
}

/** The newest first. */
export async function listTemplateVersions(sql: Sql, templateId: string) {
  const rows = await sql<{ number: number; notes: string; tested: boolean; createdAt: number }[]>`
    select number, notes, tested_by is not null as tested, (extract(epoch from created_at) * 1000)::float8 as "createdAt"
    from template_versions where template_id = ${templateId} order by number desc limit 200`;
  return [...rows];
}

export interface TemplateFacts {
  title: string;
  summary: string;
  tags: string[];
  visibility: TemplateVisibility;
}

export async function insertTemplate(
  tx: Sql,
  template: TemplateFacts & { id: string; ownerId: string | null; shippedAs: string | null; chainId: string | null },
): Promise<void> {
  const { id, ownerId, shippedAs, title, summary, tags, visibility, chainId } = template;
  await tx`
    insert into templates (id, owner_id, shipped_as, title, summary, tags, visibility, chain_id, latest_version)
    values (${id}, ${ownerId}, ${shippedAs}, ${title}, ${summary}, ${tags}, ${visibility}, ${chainId}, 0)`;
}

/** Adds the next version, and says the same about the template; its number. */
export async function insertTemplateVersion(
  tx: Sql,
  templateId: string,
  facts: TemplateFacts,
  version: Omit<TemplateVersionRecord, "number" | "createdAt"> & { id: string },
): Promise<number> {
  const { title, summary, tags, visibility } = facts;
  const [moved] = await tx<{ number: number }[]>`
    update templates set title = ${title}, summary = ${summary}, tags = ${tags}, visibility = ${visibility}, updated_at = now(),
      latest_version = latest_version + 1
    where id = ${templateId} returning latest_version as number`;
  if (!moved) throw new Error("The template is gone.");
  const { id, source, planHash, readme, params, tools, secrets, test, testedBy, notes } = version;
  await tx`
    insert into template_versions (id, template_id, number, source, plan_hash, readme, params, tools, secrets, test, tested_by, notes)
    values (${id}, ${templateId}, ${moved.number}, ${source}, ${planHash}, ${readme}, ${jsonText(params)}::text::json, ${tools},
      ${secrets}, ${jsonText(test)}::text::json, ${testedBy}, ${notes})`;
  return moved.number;
}

export async function setTemplateVisibility(tx: Sql, id: string, visibility: TemplateVisibility): Promise<void> {
  await tx`update templates set visibility = ${visibility}, updated_at = now() where id = ${id}`;
}

/** Nobody finds it any more; copies stay, and remember where they came from. */
export async function withdrawTemplate(tx: Sql, id: string): Promise<void> {
  await tx`update templates set deleted_at = now() where id = ${id}`;
}

export interface TemplatePerson {
  userId: string;
  name: string;
  email: string;
}

export async function listTemplatePeople(sql: Sql, templateId: string): Promise<TemplatePerson[]> {
  const rows = await sql<TemplatePerson[]>`
    select p.user_id as "userId", u.name, u.email from template_people p join users u on u.id = p.user_id
    where p.template_id = ${templateId} order by u.name, u.email`;
  return [...rows];
}

export async function setTemplatePeople(tx: Sql, templateId: string, userIds: readonly string[]): Promise<void> {
  await tx`delete from template_people where template_id = ${templateId} and not user_id = any(${[...userIds]}::uuid[])`;
  await tx`
    insert into template_people (template_id, user_id) select ${templateId}, id from unnest(${[...userIds]}::uuid[]) as u(id)
    on conflict do nothing`;
}
