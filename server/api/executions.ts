import { z } from "zod";
import { EXECUTION_ORIGINS } from "../../db/schema";
import { EXECUTION_STATUSES } from "../core/execution/states";
import type { JsonObject } from "../core/json";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: text().max(64) });
const step = id.extend({ stepId: text().max(200) });
const item = z.number().int().min(0).max(9_999).nullish();
const note = text().max(1_000).optional();
const params = z.record(z.string(), z.json()) as unknown as z.ZodType<JsonObject>;

const time = z.number().int().min(0).max(8_640_000_000_000_000);
const filter = z.object({
  chainId: z.uuid().optional(),
  status: z.array(z.enum(EXECUTION_STATUSES)).optional(),
  origin: z.array(z.enum(EXECUTION_ORIGINS)).optional(),
  tag: text().max(100).optional(),
  search: text().max(200).optional(),
  since: time.optional(),
  until: time.optional(),
  tests: z.boolean().optional(),
  whose: z.enum(["all", "mine", "shared"]).optional(),
});

export const executionsRouter = router({
  start: procedure
    .input(
      z.object({
        chainId: text().max(64),
        params,
        idempotencyKey: text().min(1).max(200),
        priority: z.number().int().min(-100).max(100).optional(),
      }),
    )
    .mutation(({ ctx, input: { chainId, ...request } }) =>
      ctx.services.executions.start(ctx.actor, chainId, { ...request, origin: "manual" }),
    ),
  list: procedure
    .input(
      filter.extend({
        limit: z.number().int().min(1).max(200).default(50),
        cursor: text().max(100).nullish(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.services.executions.list(ctx.actor, { ...input, cursor: input.cursor ?? undefined }),
    ),
  chart: procedure
    .input(
      filter
        .extend({ since: time, until: time, buckets: z.number().int().min(1).max(100).default(48) })
        .refine(({ since, until }) => until > since, { error: "`until` is after `since`" }),
    )
    .query(({ ctx, input }) => ctx.services.executions.chart(ctx.actor, input)),
  get: procedure.input(id).query(({ ctx, input }) => ctx.services.executions.get(ctx.actor, input.id)),
  step: procedure
    .input(step.extend({ item }))
    .query(({ ctx, input }) => ctx.services.executions.step(ctx.actor, input.id, input.stepId, input.item ?? null)),
  items: procedure
    .input(
      step.extend({
        limit: z.number().int().min(1).max(200).default(50),
        cursor: z.number().int().min(0).nullish(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.services.executions.items(ctx.actor, input.id, input.stepId, {
        limit: input.limit,
        cursor: input.cursor ?? undefined,
      }),
    ),
  explain: procedure.input(id).query(({ ctx, input }) => ctx.services.executions.explain(ctx.actor, input.id)),
  context: procedure.input(id).query(({ ctx, input }) => ctx.services.executions.context(ctx.actor, input.id)),
  evaluate: procedure
    .input(id.extend({ expression: text().min(1).max(5_000) }))
    .query(({ ctx, input }) => ctx.services.executions.evaluate(ctx.actor, input.id, input.expression)),
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
    .input(step.extend({ note }))
    .mutation(({ ctx, input }) =>
      ctx.services.executions.continue(
        ctx.actor,
        { id: input.id, stepId: input.stepId, item: null },
        input.note ?? null,
      ),
    ),
  answer: procedure
    .input(step.extend({ item, approved: z.boolean(), answers: params.default({}), note }))
    .mutation(({ ctx, input: { id, stepId, item = null, approved, answers, note = null } }) =>
      ctx.services.executions.answer(ctx.actor, { id, stepId, item }, { approved, answers, note }),
    ),
  replay: procedure
    .input(
      id.extend({
        fromStep: text().max(200),
        version: z.enum(["same", "newest"]).default("same"),
        parameters: params.optional(),
        idempotencyKey: text().min(1).max(200).optional(),
      }),
    )
    .mutation(({ ctx, input: { id, ...request } }) =>
      ctx.services.executions.replay(ctx.actor, id, { ...request, origin: "manual" }),
    ),
});

/** What waits for the person who asks, also in executions of others. */
export const approvalsRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.approvals.list(ctx.actor)),
});
