import type { SavedViewPage } from "../core/search/saved-view-pages";
import { AppError } from "../errors";
import { newId } from "../new-id";
import * as store from "../store/saved-views";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

export interface SavedView {
  id: string;
  name: string;
  /** Behind the question mark of the list's address. */
  query: string;
}

const MAX_VIEWS = 100;
const MAX_QUERY = 2_000;

/** Filters and order of lists under names of one's own. What a view shows is decided when it is opened, by who opens it. */
export function createSavedViews({ db: { orm } }: Pick<ServiceDependencies, "db">) {
  return {
    async list(actor: Actor, page: SavedViewPage): Promise<{ items: SavedView[] }> {
      const rows = await store.listSavedViews(orm, requireUser(actor).id, page);
      return { items: rows.map(view) };
    },

    /** A view of that name is replaced. @throws AppError invalid */
    async save(
      actor: Actor,
      page: SavedViewPage,
      { name, query }: { name: string; query: string },
    ): Promise<SavedView> {
      const { id: userId } = requireUser(actor);
      const named = name.trim();
      if (named === "" || named.length > 60)
        throw new AppError("invalid", "A view has a name of 1 to 60 characters.", { field: "name" });
      const plain = new URLSearchParams(query).toString();
      if (plain === "")
        throw new AppError("invalid", "Nothing is filtered or ordered yet, so there is nothing to keep.");
      if (plain.length > MAX_QUERY)
        throw new AppError("invalid", "These filters are too long to be kept. Take some off first.");
      if ((await store.countOtherViews(orm, { userId, page, name: named })) >= MAX_VIEWS)
        throw new AppError("conflict", `At most ${MAX_VIEWS} views are kept. Delete one first.`);
      return view(await store.putSavedView(orm, { id: newId(), userId, page, name: named, query: plain }));
    },

    /** One that is not there, or not one's own, stays as it is. */
    async remove(actor: Actor, id: string): Promise<void> {
      await store.deleteSavedView(orm, requireUser(actor).id, id);
    },
  };
}

const view = ({ id, name, query }: store.SavedViewRow): SavedView => ({ id, name, query });
