import { z } from "zod";
import { EXECUTION_STATUSES } from "../core/execution/states";
import type { JsonObject } from "../core/json";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: text().max(64) });
const note = text().max(1_000).optional();
const params = z.record(z.string(), z.json()) as unknown as z.ZodType<JsonObject>;

export const executionsRouter = router({
  start: procedure
    .input(z.object({ chainId: text().max(64), params, idempotencyKey: text().min(1).max(200) }))
    .mutation(({ ctx, input }) =>
      ctx.services.executions.start(ctx.actor, input.chainId, {
        ...{ params: input.params, idempotencyKey: input.idempotencyKey, origin: "manual" },
      }),
    ),
  list: procedure
    .input(
      z.object({
        chainId: z.uuid().optional(),
        status: z.array(z.enum(EXECUTION_STATUSES)).optional(),
        search: text().max(200).optional(),
        limit: z.number().int().min(1).max(200).default(50),
        cursor: text().max(100).nullish(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.services.executions.list(ctx.actor, { ...input, cursor: input.cursor ?? undefined }),
    ),
  get: procedure.input(id).query(({ ctx, input }) => ctx.services.executions.get(ctx.actor, input.id)),
  step: procedure
    .input(id.extend({ stepId: text().max(200) }))
    .query(({ ctx, input }) => ctx.services.executions.step(ctx.actor, input.id, input.stepId)),
  context: procedure.input(id).query(({ ctx, input }) => ctx.services.executions.context(ctx.actor, input.id)),
  events: procedure
    .input(
      id.extend({
        afterSeq: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1_000).default(500),
      }),
    )
    .query(({ ctx, input }) => ctx.services.executions.events(ctx.actor, input.id, input.afterSeq, input.limit)),
  cancel: procedure
    .input(id.extend({ note }))
    .mutation(({ ctx, input }) => ctx.services.executions.cancel(ctx.actor, input.id, input.note ?? null)),
  pause: procedure.input(id).mutation(({ ctx, input }) => ctx.services.executions.pause(ctx.actor, input.id)),
  resume: procedure.input(id).mutation(({ ctx, input }) => ctx.services.executions.resume(ctx.actor, input.id)),
  continue: procedure
    .input(id.extend({ stepId: text().max(200), note }))
    .mutation(({ ctx, input }) =>
      ctx.services.executions.continue(ctx.actor, input.id, input.stepId, input.note ?? null),
    ),
});
