import type { Sql } from "../../db/client";
import { visibleTemplates } from "./access";
import { type TemplateRecord, templateColumns } from "./templates";

export interface TemplateListRow extends TemplateRecord {
  tools: string[];
  /** Of its newest version, in the order of the chain. */
  steps: { tool: string; operation: string; after: number[] }[];
  /** Copies of everybody. */
  installs: number;
  /** The reader's copies. */
  copies: { chainId: string; version: number }[];
  people: number;
}

const MOST = 500;

/** All that somebody sees, the most used first. */
export async function listTemplates(sql: Sql, userId: string): Promise<TemplateListRow[]> {
  const rows = await sql<TemplateListRow[]>`
    select ${templateColumns(sql)}, v.tools,
      (select coalesce(json_agg(json_build_object('tool', s -> 'tool', 'operation', s -> 'operation', 'after', (
          select coalesce(json_agg(e -> 'step'), '[]') from json_array_elements(s -> 'dependsOn') e)) order by at), '[]')
        from (select s, at from plans p, json_array_elements(p.plan -> 'steps') with ordinality steps(s, at)
          where p.hash = v.plan_hash order by at limit 12) first) as steps,
      (select count(*)::int from template_installs i join chains c on c.id = i.chain_id and c.deleted_at is null
        where i.template_id = t.id) as installs,
      (select coalesce(json_agg(json_build_object('chainId', i.chain_id, 'version', i.version) order by i.created_at), '[]')
        from template_installs i join chains c on c.id = i.chain_id and c.deleted_at is null
        where i.template_id = t.id and c.owner_id = ${userId}) as copies,
      (select count(*)::int from template_people p where p.template_id = t.id) as people
    from templates t left join users u on u.id = t.owner_id
    join template_versions v on v.template_id = t.id and v.number = t.latest_version
    where ${visibleTemplates(sql, userId)} order by installs desc, t.title, t.id limit ${MOST}`;
  return [...rows];
}
