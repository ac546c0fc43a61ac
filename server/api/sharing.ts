import { z } from "zod";
import { SHARE_ROLES, SHARED_TYPES } from "../../db/schema";
import { procedure, router } from "./init";
import { text } from "./text";

const object = z.object({ type: z.enum(SHARED_TYPES), id: text().max(64) });
const email = text().max(254);

export const sharingRouter = router({
  list: procedure.input(object).query(({ ctx, input }) => ctx.services.sharing.list(ctx.actor, input)),
  give: procedure
    .input(object.extend({ email, role: z.enum(SHARE_ROLES) }))
    .mutation(({ ctx, input: { email, role, ...object } }) =>
      ctx.services.sharing.give(ctx.actor, object, email, role),
    ),
  remove: procedure
    .input(object.extend({ userId: z.uuid() }))
    .mutation(({ ctx, input: { userId, ...object } }) => ctx.services.sharing.remove(ctx.actor, object, userId)),
  transfer: procedure
    .input(object.extend({ type: z.enum(["chain", "task"]), email }))
    .mutation(({ ctx, input: { email, ...object } }) => ctx.services.sharing.transfer(ctx.actor, object, email)),
});
