import { z } from "zod";
import { NOTIFICATION_CHANNELS, NOTIFICATION_KINDS, type NotificationRules } from "../core/notifications/rules";
import { procedure, router } from "./init";
import { text } from "./text";

const rules = z.partialRecord(
  z.enum(NOTIFICATION_KINDS),
  z.partialRecord(z.enum(NOTIFICATION_CHANNELS), z.boolean()),
) as z.ZodType<NotificationRules>;
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as "22:00"' });
const chain = z.object({ chainId: z.uuid() });

/** News, and what a person wants to be told. */
export const notificationsRouter = router({
  list: procedure
    .input(
      z.object({
        limit: z.number().int().min(1).max(100).default(30),
        cursor: z.number().nullish(),
        unreadOnly: z.boolean().default(false),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.services.notifications.list(ctx.actor, {
        limit: input.limit,
        unreadOnly: input.unreadOnly,
        cursor: input.cursor ?? undefined,
      }),
    ),
  markRead: procedure
    .input(z.union([z.object({ ids: z.array(z.uuid()).min(1).max(500) }), z.object({ all: z.literal(true) })]))
    .mutation(({ ctx, input }) => ctx.services.notifications.markRead(ctx.actor, "all" in input ? "all" : input.ids)),
  settings: procedure.query(({ ctx }) => ctx.services.notificationSettings.get(ctx.actor)),
  saveSettings: procedure
    .input(
      z.object({
        rules,
        emailWhen: z.enum(["at_once", "hourly", "daily"]),
        emailHour: z.number().int().min(0).max(23),
        quietFrom: clock.nullable(),
        quietTo: clock.nullable(),
        timezone: text().max(100),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.notificationSettings.save(ctx.actor, input)),
  setWebhook: procedure
    .input(z.object({ url: text().max(2_000).nullable() }))
    .mutation(({ ctx, input }) => ctx.services.notificationSettings.setWebhook(ctx.actor, input.url)),
  test: procedure.mutation(({ ctx }) => ctx.services.notificationSettings.test(ctx.actor)),
  ofChain: procedure
    .input(chain)
    .query(({ ctx, input }) => ctx.services.notificationSettings.ofChain(ctx.actor, input.chainId)),
  saveOfChain: procedure
    .input(chain.extend({ rules }))
    .mutation(({ ctx, input }) => ctx.services.notificationSettings.saveOfChain(ctx.actor, input.chainId, input.rules)),
});
