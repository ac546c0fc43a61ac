import { z } from "zod";
import { FAILURE_CODES } from "../core/execution/state";
import type { JsonObject } from "../core/json";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: text().max(64) });
const stepId = text().min(1).max(200);
const step = id.extend({ stepId });
const params = z.record(z.string(), z.json()) as unknown as z.ZodType<JsonObject>;
const fixing = z.discriminatedUnion("type", [
  z.object({ type: z.literal("result"), value: z.json() }),
  z.object({
    type: z.literal("error"),
    error: z.object({ code: z.enum(FAILURE_CODES), message: text().min(1).max(2_000) }),
  }),
  z.object({ type: z.literal("execution"), executionId: text().max(64) }),
]);
const scope = z.discriminatedUnion("type", [
  z.object({ type: z.literal("whole") }),
  z.object({ type: z.enum(["step", "up_to"]), stepId }),
]);

export const chainTestsRouter = router({
  start: procedure
    .input(
      id.extend({
        source: text().max(1_000_000),
        scope,
        params: params.default({}),
        executionId: text().max(64).optional(),
      }),
    )
    .mutation(({ ctx, input: { id, ...request } }) => ctx.services.chainTests.start(ctx.actor, id, request)),
  fixed: procedure
    .input(id)
    .query(async ({ ctx, input }) => ({ items: await ctx.services.fixedResults.list(ctx.actor, input.id) })),
  fix: procedure
    .input(step.extend({ fixing }))
    .mutation(({ ctx, input }) => ctx.services.fixedResults.fix(ctx.actor, input.id, input.stepId, input.fixing)),
  clear: procedure
    .input(step)
    .mutation(({ ctx, input }) => ctx.services.fixedResults.clear(ctx.actor, input.id, input.stepId)),
});
