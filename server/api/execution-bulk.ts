import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

/** At most so many at once. */
const ids = z.object({ ids: z.array(text().max(64)).min(1).max(100) });

/** The same for several executions; the answer says of each what became of it. */
export const executionBulkRouter = router({
  cancel: procedure
    .input(ids.extend({ note: text().max(1_000).optional() }))
    .mutation(({ ctx, input }) => ctx.services.executionBulk.cancel(ctx.actor, input.ids, input.note ?? null)),
  replay: procedure
    .input(ids.extend({ key: text().min(1).max(100) }))
    .mutation(({ ctx, input }) => ctx.services.executionBulk.replay(ctx.actor, input.ids, input.key)),
});
