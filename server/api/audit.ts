import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

const time = z.number().int().min(0).max(8_640_000_000_000_000);

export const auditRouter = router({
  list: procedure
    .input(
      z.object({
        action: text().max(60).optional(),
        search: text().max(200).optional(),
        actorId: z.uuid().optional(),
        since: time.optional(),
        until: time.optional(),
        limit: z.number().int().min(1).max(200).default(50),
        cursor: z.number().int().min(1).nullish(),
      }),
    )
    .query(({ ctx, input }) => ctx.services.audit.list(ctx.actor, { ...input, cursor: input.cursor ?? undefined })),
});
