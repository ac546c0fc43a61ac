import { and, asc, count, eq, ne, or } from "drizzle-orm";
import type { Orm } from "../../db/client";
import { savedViews } from "../../db/schema";
import type { SavedViewPage } from "../core/search/saved-view-pages";

export type SavedViewRow = typeof savedViews.$inferSelect;

/** Those of a person for one list, by name. */
export async function listSavedViews(orm: Orm, userId: string, page: SavedViewPage): Promise<SavedViewRow[]> {
  return orm
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.userId, userId), eq(savedViews.page, page)))
    .orderBy(asc(savedViews.name));
}

/** How many a person has, but for the one of this name. */
export async function countOtherViews(
  orm: Orm,
  { userId, page, name }: Pick<SavedViewRow, "userId" | "page" | "name">,
): Promise<number> {
  const another = or(ne(savedViews.page, page), ne(savedViews.name, name));
  const rows = await orm
    .select({ count: count() })
    .from(savedViews)
    .where(and(eq(savedViews.userId, userId), another));
  return rows[0]?.count ?? 0;
}

/** The same name again gets the new filters. */
export async function putSavedView(orm: Orm, view: Omit<SavedViewRow, "createdAt">): Promise<SavedViewRow> {
  const rows = await orm
    .insert(savedViews)
    .values(view)
    .onConflictDoUpdate({
      target: [savedViews.userId, savedViews.page, savedViews.name],
      set: { query: view.query },
    })
    .returning();
  const [row] = rows;
  if (!row) throw new Error("A saved view was neither inserted nor updated.");
  return row;
}

export async function deleteSavedView(orm: Orm, userId: string, id: string): Promise<void> {
  await orm.delete(savedViews).where(and(eq(savedViews.userId, userId), eq(savedViews.id, id)));
}
