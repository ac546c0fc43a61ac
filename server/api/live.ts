import { tracked } from "@trpc/server";
import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

export const liveRouter = router({
  /** One stream for all that a browser follows; the id of each message carries the cursors for going on. */
  follow: procedure
    .input(
      z.object({
        executions: z.array(z.object({ id: text().max(64), afterSeq: z.number().int().min(0) })).max(50),
        notifications: z.boolean().default(false),
        browsers: z.array(text().max(64)).max(4).default([]),
        lastEventId: text().max(10_000).nullish(),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      const stop = signal ?? new AbortController().signal;
      for await (const item of ctx.services.live.follow(ctx.actor, input, stop)) yield tracked(item.id, item.message);
    }),
});
