import { z } from "zod";
import { CHAIN_STATUSES } from "../../db/schema";
import { CHAIN_SORTS } from "../core/search/chain-sorts";
import { SCHEDULE_FILTERS } from "../core/search/schedule-filters";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: text().max(64) });
const source = text().max(1_000_000);
const status = z.enum(CHAIN_STATUSES);

export const chainsRouter = router({
  list: procedure
    .input(
      z.object({
        search: text().max(200).optional(),
        status: z.union([status, z.array(status)]).optional(),
        tags: z.array(text().max(100)).max(20).optional(),
        schedule: z.enum(SCHEDULE_FILTERS).optional(),
        personId: z.uuid().optional(),
        drafts: z.boolean().optional(),
        sort: z.enum(CHAIN_SORTS).optional(),
        whose: z.enum(["all", "mine", "shared"]).default("all"),
        limit: z.number().int().min(1).max(100).default(50),
        cursor: z.number().int().min(0).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { cursor: _, status: __, ...filter } = input;
      const offset = input.cursor ?? 0;
      const wanted = input.status === undefined ? undefined : [input.status].flat();
      const page = await ctx.services.chains.list(ctx.actor, { ...filter, offset, status: wanted });
      const next = offset + page.items.length;
      return { ...page, nextCursor: next < page.total ? next : null };
    }),
  tags: procedure.query(({ ctx }) => ctx.services.chains.tags(ctx.actor)),
  activity: procedure.query(({ ctx }) => ctx.services.chains.activity(ctx.actor)),
  get: procedure.input(id).query(({ ctx, input }) => ctx.services.chains.get(ctx.actor, input.id)),
  versions: procedure
    .input(id)
    .query(async ({ ctx, input }) => ({ items: await ctx.services.chains.versions(ctx.actor, input.id) })),
  version: procedure
    .input(id.extend({ number: z.number().int().min(1) }))
    .query(({ ctx, input }) => ctx.services.chains.version(ctx.actor, input.id, input.number)),
  nameVersion: procedure
    .input(id.extend({ number: z.number().int().min(1), name: text().max(100) }))
    .mutation(({ ctx, input }) => ctx.services.chains.nameVersion(ctx.actor, input.id, input.number, input.name)),
  // A mutation because a text does not fit into an address.
  check: procedure
    .input(z.object({ text: source, chainId: text().max(64).optional() }))
    .mutation(({ ctx, input }) => ctx.services.chains.check(ctx.actor, input.text, input.chainId)),
  create: procedure
    .input(z.object({ source, sessionId: text().min(1).max(200).optional() }))
    .mutation(({ ctx, input }) => ctx.services.chains.create(ctx.actor, input.source, input.sessionId)),
  save: procedure
    .input(id.extend({ source, baseVersion: z.number().int().min(1) }))
    .mutation(({ ctx, input }) => ctx.services.chains.save(ctx.actor, input.id, input.source, input.baseVersion)),
  draft: procedure.input(id).query(({ ctx, input }) => ctx.services.chains.draft(ctx.actor, input.id)),
  saveDraft: procedure
    .input(id.extend({ source, baseVersion: z.number().int().min(1) }))
    .mutation(({ ctx, input }) => ctx.services.chains.saveDraft(ctx.actor, input.id, input.source, input.baseVersion)),
  discardDraft: procedure.input(id).mutation(({ ctx, input }) => ctx.services.chains.discardDraft(ctx.actor, input.id)),
  setStatus: procedure
    .input(id.extend({ status }))
    .mutation(({ ctx, input }) => ctx.services.chains.setStatus(ctx.actor, input.id, input.status)),
  remove: procedure.input(id).mutation(({ ctx, input }) => ctx.services.chains.remove(ctx.actor, input.id)),
});
