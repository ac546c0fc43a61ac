import { z } from "zod";
import { MAX_TOKEN_DAYS } from "../services/tokens";
import { procedure, router } from "./init";
import { text } from "./text";

export const tokensRouter = router({
  list: procedure.query(async ({ ctx }) => ({ items: await ctx.services.tokens.list(ctx.actor) })),
  create: procedure
    .input(
      z.object({
        name: text().max(100),
        scopes: z.array(text().max(50)).max(50),
        expiresInDays: z.number().int().min(1).max(MAX_TOKEN_DAYS).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.tokens.create(ctx.actor, input)),
  revoke: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.services.tokens.revoke(ctx.actor, input.id)),
});
