import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: z.uuid() });
const hosts = z.array(text().max(300)).max(50);
/** As it is: a secret may hold anything. */
const value = z.string().max(20_000);

export const secretsRouter = router({
  list: procedure.query(async ({ ctx }) => ({ items: await ctx.services.secrets.list(ctx.actor) })),
  names: procedure
    .input(z.object({ chainId: text().max(64).nullable() }))
    .query(async ({ ctx, input }) => ({ items: await ctx.services.secrets.names(ctx.actor, input.chainId) })),
  create: procedure
    .input(z.object({ name: text().max(100), value, hosts }))
    .mutation(({ ctx, input }) => ctx.services.secrets.create(ctx.actor, input)),
  replace: procedure
    .input(id.extend({ value }))
    .mutation(({ ctx, input }) => ctx.services.secrets.replace(ctx.actor, input.id, input.value)),
  setHosts: procedure
    .input(id.extend({ hosts }))
    .mutation(({ ctx, input }) => ctx.services.secrets.setHosts(ctx.actor, input.id, input.hosts)),
  remove: procedure.input(id).mutation(({ ctx, input }) => ctx.services.secrets.remove(ctx.actor, input.id)),
});
