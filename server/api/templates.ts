import { z } from "zod";
import { TEMPLATE_VISIBILITIES } from "../../db/schema";
import type { JsonObject } from "../core/json";
import { templateText } from "../core/templates/document";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: text().max(64) });
const chainId = z.object({ chainId: text().max(64) });
const number = z.int().min(1).max(1_000_000);
const values = z.record(z.string().max(200), z.json()) as unknown as z.ZodType<JsonObject>;
const stored = <Schema extends z.ZodString>(schema: Schema) =>
  schema.refine((value) => !value.includes("\0"), { error: "It holds a NUL character, which cannot be stored." });
const audience = z.object({
  visibility: z.enum(TEMPLATE_VISIBILITIES),
  emails: z.array(text().max(254)).max(200).default([]),
});

export const templatesRouter = router({
  list: procedure.query(async ({ ctx }) => ({ items: await ctx.services.templates.list(ctx.actor) })),
  get: procedure
    .input(id.extend({ number: number.optional() }))
    .query(({ ctx, input }) => ctx.services.templates.get(ctx.actor, input.id, input.number)),
  origin: procedure.input(chainId).query(({ ctx, input }) => ctx.services.templates.origin(ctx.actor, input.chainId)),
  ofChain: procedure.input(chainId).query(({ ctx, input }) => ctx.services.templates.ofChain(ctx.actor, input.chainId)),
  publish: procedure
    .input(
      chainId.extend({
        ...{ ...audience.shape, number, testId: text().max(64) },
        title: stored(templateText.title),
        summary: stored(templateText.summary).default(""),
        readme: stored(templateText.readme).default(""),
        notes: stored(templateText.notes).default(""),
        params: z.record(z.string().max(200), templateText.param).default({}),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.templates.publish(ctx.actor, input)),
  setAudience: procedure
    .input(id.extend(audience.shape))
    .mutation(({ ctx, input: { id, ...audience } }) => ctx.services.templates.setAudience(ctx.actor, id, audience)),
  withdraw: procedure.input(id).mutation(({ ctx, input }) => ctx.services.templates.withdraw(ctx.actor, input.id)),
  tryOut: procedure
    .input(id.extend({ number }))
    .mutation(({ ctx, input }) => ctx.services.templates.tryOut(ctx.actor, input.id, input.number)),
  install: procedure
    .input(
      id.extend({
        ...{ number, name: text().trim().min(1).max(200) },
        defaults: values.default({}),
        secrets: z.record(z.string().max(64), text().regex(/^[A-Za-z0-9_-]{1,64}$/)).default({}),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.templates.install(ctx.actor, input)),
  update: procedure.input(chainId).query(({ ctx, input }) => ctx.services.templates.update(ctx.actor, input.chainId)),
  tryUpdate: procedure
    .input(chainId.extend({ source: text().max(1_000_000) }))
    .mutation(({ ctx, input }) => ctx.services.templates.tryUpdate(ctx.actor, input.chainId, input.source)),
  take: procedure
    .input(chainId.extend({ number, source: text().max(1_000_000), baseVersion: number }))
    .mutation(({ ctx, input: { chainId, ...merge } }) => ctx.services.templates.take(ctx.actor, chainId, merge)),
  export: procedure
    .input(id.extend({ number }))
    .query(({ ctx, input }) => ctx.services.templates.export(ctx.actor, input.id, input.number)),
  import: procedure
    .input(z.object({ text: text().max(1_000_000) }))
    .mutation(({ ctx, input }) => ctx.services.templates.import(ctx.actor, input.text)),
});
