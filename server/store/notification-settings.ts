import { and, eq } from "drizzle-orm";
import type { Orm } from "../../db/client";
import { notificationChainRules, notificationSettings } from "../../db/schema";
import type { NotificationRules } from "../core/notifications/rules";

export type NotificationSettingsRow = typeof notificationSettings.$inferSelect;

/** Null: as the defaults say. */
export async function findNotificationSettings(orm: Orm, userId: string): Promise<NotificationSettingsRow | null> {
  const rows = await orm.select().from(notificationSettings).where(eq(notificationSettings.userId, userId));
  return rows[0] ?? null;
}

export async function saveNotificationSettings(
  orm: Orm,
  userId: string,
  settings: Partial<Omit<NotificationSettingsRow, "userId" | "updatedAt">>,
): Promise<void> {
  const set = { ...settings, updatedAt: new Date() };
  await orm
    .insert(notificationSettings)
    .values({ rules: {}, ...set, userId })
    .onConflictDoUpdate({ target: notificationSettings.userId, set });
}

export async function findChainRules(orm: Orm, userId: string, chainId: string): Promise<NotificationRules | null> {
  const rows = await orm
    .select({ rules: notificationChainRules.rules })
    .from(notificationChainRules)
    .where(and(eq(notificationChainRules.userId, userId), eq(notificationChainRules.chainId, chainId)));
  return rows[0]?.rules ?? null;
}

/** Without rules the chain is as the person's settings say. */
export async function saveChainRules(
  orm: Orm,
  userId: string,
  chainId: string,
  rules: NotificationRules,
): Promise<void> {
  if (Object.keys(rules).length === 0) {
    await orm
      .delete(notificationChainRules)
      .where(and(eq(notificationChainRules.userId, userId), eq(notificationChainRules.chainId, chainId)));
    return;
  }
  await orm
    .insert(notificationChainRules)
    .values({ userId, chainId, rules })
    .onConflictDoUpdate({ target: [notificationChainRules.userId, notificationChainRules.chainId], set: { rules } });
}
