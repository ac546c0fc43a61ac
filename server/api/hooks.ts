import { z } from "zod";
import { DELIVERY_STATES, HOOK_MOMENTS, HOOK_TYPES } from "../core/hooks/words";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: z.uuid() });
const ids = z.object({ ids: z.array(z.uuid()).min(1).max(200) });
const source = text().max(100_000);

/** Deliveries of lifecycle hooks, and the hooks of all chains. */
export const hooksRouter = router({
  list: procedure
    .input(
      z.object({
        search: text().max(200).optional(),
        state: z.array(z.enum(DELIVERY_STATES)).optional(),
        moment: z.enum(HOOK_MOMENTS).optional(),
        type: z.enum(HOOK_TYPES).optional(),
        chainId: z.uuid().optional(),
        executionId: text().max(64).optional(),
        host: text().max(300).optional(),
        since: z.number().min(0).optional(),
        limit: z.number().int().min(1).max(200).default(50),
        cursor: z.number().int().min(0).max(100_000).nullish(),
      }),
    )
    .query(async ({ ctx, input: { limit, cursor, ...given } }) => {
      const offset = cursor ?? 0;
      const { search, state, moment, type, chainId, executionId, host, since } = given;
      const filter = {
        ...{ search: search?.trim() || null, state: state && state.length > 0 ? state : null },
        ...{ moment: moment ?? null, type: type ?? null, chainId: chainId ?? null },
        ...{ executionId: executionId ?? null, host: host ?? null, since: since ?? null },
      };
      const found = await ctx.services.hooks.list(ctx.actor, filter, { limit, offset });
      const next = offset + found.items.length;
      return { ...found, nextCursor: found.items.length > 0 && next < found.total ? next : null };
    }),
  get: procedure.input(id).query(({ ctx, input }) => ctx.services.hooks.get(ctx.actor, input.id)),
  overview: procedure
    .input(z.object({ since: z.number().min(0) }))
    .query(({ ctx, input }) => ctx.services.hooks.overview(ctx.actor, input.since)),
  redeliver: procedure.input(ids).mutation(({ ctx, input }) => ctx.services.hooks.redeliver(ctx.actor, input.ids)),
  giveUp: procedure.input(ids).mutation(({ ctx, input }) => ctx.services.hooks.giveUp(ctx.actor, input.ids)),
  resetBreaker: procedure
    .input(z.object({ host: text().max(300) }))
    .mutation(({ ctx, input }) => ctx.services.hooks.resetBreaker(ctx.actor, input.host)),
  turnOn: procedure.input(id).mutation(({ ctx, input }) => ctx.services.hooks.turnOn(ctx.actor, input.id)),
  tryOut: procedure
    .input(
      z.object({
        ...{ source, send: z.boolean() },
        ...{ moment: z.enum(HOOK_MOMENTS).default("task_finished"), sample: source.nullable().default(null) },
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.hooks.tryOut(ctx.actor, input)),
  serverHooks: procedure.query(({ ctx }) => ctx.services.hooks.server.get(ctx.actor)),
  setServerHooks: procedure
    .input(z.object({ source, baseVersion: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => ctx.services.hooks.server.set(ctx.actor, input.source, input.baseVersion)),
});
