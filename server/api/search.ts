import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

export const searchRouter = router({
  all: procedure
    .input(z.object({ text: text().max(200).default("") }))
    .query(({ ctx, input }) => ctx.services.search.all(ctx.actor, input.text)),
});
