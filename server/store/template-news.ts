import type { Sql } from "../../db/client";
import { newId } from "../new-id";
import { visibleTemplates } from "./access";
import { CHANNELS } from "./channels";
import { storableText } from "./json-text";

export interface TemplateNews {
  templateId: string;
  /** The version that there is now. */
  number: number;
  title: string;
  /** What the author says about it. */
  notes: string;
}

interface Copy {
  userId: string;
  chainId: string;
  chainName: string;
  version: number;
}

/**
 * Tells everybody who has a copy of an older version and still sees the template, once a person and version: their copies wait on one
 * page. Its author knows already. Belongs into the transaction that publishes, so that nobody is told of what is not there.
 */
export async function tellOfVersion(tx: Sql, { templateId, number, title, notes }: TemplateNews): Promise<void> {
  const copies = await tx<Copy[]>`
    select distinct on (c.owner_id) c.owner_id as "userId", c.id as "chainId", c.name as "chainName", i.version
    from template_installs i
    join templates t on t.id = i.template_id
    join chains c on c.id = i.chain_id and c.deleted_at is null
    join users u on u.id = c.owner_id and u.status = 'active'
    where i.template_id = ${templateId} and i.version < ${number} and t.owner_id is distinct from c.owner_id
      and ${visibleTemplates(tx, tx`c.owner_id`)}
    order by c.owner_id, c.status = 'archived', i.created_at`;
  if (copies.length === 0) return;
  await tx`
    with inserted as (
      insert into notifications (id, user_id, dedupe_key, kind, level, title, body, chain_id, chain_name, template_id, created_at)
      select x.id, x.user_id, ${`template:${templateId}:${number}`}, 'template_updated', 'info',
        ${storableText(`Version ${number} of ${title} is there`)}, x.body, x.chain_id, x.chain_name, ${templateId}, now()
      from unnest(${copies.map(() => newId())}::uuid[], ${copies.map(({ userId }) => userId)}::uuid[],
        ${copies.map((copy) => bodyOf(copy, notes))}::text[], ${copies.map(({ chainId }) => chainId)}::uuid[],
        ${copies.map(({ chainName }) => chainName)}::text[]) as x(id, user_id, body, chain_id, chain_name)
      on conflict (user_id, dedupe_key) do nothing returning user_id)
    select pg_notify(${CHANNELS.notifications}, user_id::text) from inserted`;
}

/** Somebody has taken a newer version into a copy: what they were told of it is no news any more. */
export async function markTemplateNewsRead(
  tx: Sql,
  userId: string,
  templateId: string,
  chainId: string,
): Promise<void> {
  await tx`
    with read as (
      update notifications set read_at = now()
      where user_id = ${userId} and template_id = ${templateId} and chain_id = ${chainId} and read_at is null returning user_id)
    select pg_notify(${CHANNELS.notifications}, user_id::text) from (select distinct user_id from read) told`;
}

function bodyOf({ chainName, version }: Copy, notes: string): string {
  const yours = `Your copy "${chainName}" has version ${version}. See what changed, then take it or keep yours.`;
  return storableText(notes.trim() === "" ? yours : `${notes.trim()}\n${yours}`);
}
