import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: text().max(64) });

export const trashRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.trash.list(ctx.actor)),
  restore: procedure.input(id).mutation(({ ctx, input }) => ctx.services.trash.restore(ctx.actor, input.id)),
  erase: procedure
    .input(id.extend({ name: text().max(200) }))
    .mutation(({ ctx, input }) => ctx.services.trash.erase(ctx.actor, input.id, input.name)),
});
