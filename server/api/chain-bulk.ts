import { z } from "zod";
import { CHAIN_STATUSES } from "../../db/schema";
import { procedure, router } from "./init";
import { text } from "./text";

/** At most so many at once. */
const ids = z.object({ ids: z.array(text().max(64)).min(1).max(100) });
const tags = z.array(text().trim().min(1).max(50)).max(20).default([]);

/** The same for several chains; the answer says of each what became of it. */
export const chainBulkRouter = router({
  setStatus: procedure
    .input(ids.extend({ status: z.enum(CHAIN_STATUSES) }))
    .mutation(({ ctx, input }) => ctx.services.chainBulk.setStatus(ctx.actor, input.ids, input.status)),
  tag: procedure
    .input(ids.extend({ add: tags, remove: tags }))
    .mutation(({ ctx, input: { ids, ...change } }) => ctx.services.chainBulk.tag(ctx.actor, ids, change)),
  export: procedure.input(ids).query(({ ctx, input }) => ctx.services.chainFiles.export(ctx.actor, input.ids)),
  throwAway: procedure.input(ids).mutation(({ ctx, input }) => ctx.services.chainBulk.throwAway(ctx.actor, input.ids)),
  restore: procedure.input(ids).mutation(({ ctx, input }) => ctx.services.chainBulk.restore(ctx.actor, input.ids)),
});
