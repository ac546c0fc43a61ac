import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

const page = z.object({ id: text().max(64), editor: text().min(1).max(64) });

export const chainEditorsRouter = router({
  seen: procedure
    .input(page.extend({ stepId: text().max(200).nullable() }))
    .mutation(({ ctx, input }) => ctx.services.chainEditors.seen(ctx.actor, input.id, input.editor, input.stepId)),
  left: procedure
    .input(page)
    .mutation(({ ctx, input }) => ctx.services.chainEditors.left(ctx.actor, input.id, input.editor)),
});
