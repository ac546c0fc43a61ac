import { z } from "zod";
import { MAX_PARALLEL } from "../services/schedules";
import { procedure, router } from "./init";

const chain = z.object({ chainId: z.uuid() });
const time = z.number().int().min(0).max(8.64e15);

/** When chains run by themselves. */
export const schedulesRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.schedules.list(ctx.actor)),
  ofChain: procedure.input(chain).query(({ ctx, input }) => ctx.services.schedules.ofChain(ctx.actor, input.chainId)),
  pause: procedure.input(chain).mutation(({ ctx, input }) => ctx.services.schedules.pause(ctx.actor, input.chainId)),
  resume: procedure.input(chain).mutation(({ ctx, input }) => ctx.services.schedules.resume(ctx.actor, input.chainId)),
  backfill: procedure
    .input(chain.extend({ from: time, to: time, parallel: z.number().int().min(1).max(MAX_PARALLEL).default(1) }))
    .mutation(({ ctx, input: { chainId, ...window } }) => ctx.services.schedules.backfill(ctx.actor, chainId, window)),
  cancelBackfill: procedure
    .input(chain.extend({ id: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.services.schedules.cancelBackfill(ctx.actor, input.chainId, input.id)),
});
