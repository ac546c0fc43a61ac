import { eq, inArray } from "drizzle-orm";
import type { Orm, Sql } from "../../db/client";
import { settings } from "../../db/schema";
import { CHANNELS } from "./channels";
import { writeSetting } from "./users";

/** The values under these names, of those that have one. */
export async function readSettingTexts(orm: Orm, keys: readonly string[]): Promise<Record<string, unknown>> {
  const rows = await orm
    .select()
    .from(settings)
    .where(inArray(settings.key, [...keys]));
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** Null forgets the choice. */
export async function saveSettingText(orm: Orm, key: string, text: string | null): Promise<void> {
  if (text === null) await orm.delete(settings).where(eq(settings.key, key));
  else await writeSetting(orm, key, text);
}

/** Has every process read the settings again. */
export async function tellSettings(sql: Sql): Promise<void> {
  await sql`select pg_notify(${CHANNELS.settings}, '')`;
}
