import { z } from "zod";
import { SAVED_VIEW_PAGES } from "../core/search/saved-view-pages";
import { procedure, router } from "./init";
import { text } from "./text";

const page = z.object({ page: z.enum(SAVED_VIEW_PAGES) });

/** Filters of lists that people keep under names. */
export const savedViewsRouter = router({
  list: procedure.input(page).query(({ ctx, input }) => ctx.services.savedViews.list(ctx.actor, input.page)),
  save: procedure
    .input(page.extend({ name: text().max(200), query: text().max(10_000) }))
    .mutation(({ ctx, input: { page: of, ...view } }) => ctx.services.savedViews.save(ctx.actor, of, view)),
  remove: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.services.savedViews.remove(ctx.actor, input.id)),
});
