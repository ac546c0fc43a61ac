import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

/** People whom one may see. */
export const companionsRouter = router({
  list: procedure.query(async ({ ctx }) => ({ items: await ctx.services.people.list(ctx.actor) })),
  find: procedure
    .input(z.object({ text: text().max(200) }))
    .query(async ({ ctx, input }) => ({ items: await ctx.services.people.find(ctx.actor, input.text) })),
});
