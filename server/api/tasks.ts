import { z } from "zod";
import { STEP_STATUSES } from "../core/execution/states";
import type { JsonObject } from "../core/json";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: text().max(64) });
const task = z.object({
  name: text().max(200),
  body: z.record(z.string().max(100), z.json()) as unknown as z.ZodType<JsonObject>,
});
const whose = z.enum(["all", "mine", "shared"]).optional();
const page = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.number().int().min(0).max(100_000).nullish(),
});

export const tasksRouter = router({
  /** What ran, alone or in a chain. */
  history: procedure
    .input(
      page.extend({
        search: text().max(200).optional(),
        status: z.array(z.enum(STEP_STATUSES)).optional(),
        tool: text().max(100).optional(),
        chainId: z.uuid().optional(),
        taskId: z.uuid().optional(),
        since: z.number().min(0).optional(),
        whose,
        oldestFirst: z.boolean().default(false),
      }),
    )
    .query(async ({ ctx, input: { limit, cursor, oldestFirst, ...filter } }) => {
      const offset = cursor ?? 0;
      const found = await ctx.services.tasks.history(ctx.actor, filter, { limit, offset, oldestFirst });
      return { ...found, nextCursor: nextOf(found, offset) };
    }),
  list: procedure.input(page.extend({ search: text().max(200).optional(), whose })).query(async ({ ctx, input }) => {
    const { search, whose, limit, cursor } = input;
    const offset = cursor ?? 0;
    const found = await ctx.services.tasks.list(ctx.actor, { search: search ?? null, whose, limit, offset });
    return { ...found, nextCursor: nextOf(found, offset) };
  }),
  get: procedure.input(id).query(({ ctx, input }) => ctx.services.tasks.get(ctx.actor, input.id)),
  create: procedure.input(task).mutation(({ ctx, input }) => ctx.services.tasks.create(ctx.actor, input)),
  update: procedure
    .input(id.extend(task.shape))
    .mutation(({ ctx, input: { id: taskId, ...change } }) => ctx.services.tasks.update(ctx.actor, taskId, change)),
  remove: procedure.input(id).mutation(({ ctx, input }) => ctx.services.tasks.remove(ctx.actor, input.id)),
  run: procedure
    .input(id.extend({ idempotencyKey: text().min(1).max(100) }))
    .mutation(({ ctx, input }) => ctx.services.tasks.run(ctx.actor, input.id, input)),
});

/** Where the next page begins; null: there is none. */
function nextOf({ items, total }: { items: readonly unknown[]; total: number }, offset: number): number | null {
  const next = offset + items.length;
  return items.length > 0 && next < total ? next : null;
}
