import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

const MOST_CHARACTERS = 28_000_000;

/** Small enough together to be held in memory. */
const files = z.object({
  files: z
    .array(z.object({ name: text().min(1).max(300), base64: z.base64().max(MOST_CHARACTERS) }))
    .min(1)
    .max(100)
    .refine((all) => all.reduce((sum, { base64 }) => sum + base64.length, 0) <= MOST_CHARACTERS, {
      error: "These files are larger than 20 MB together.",
    }),
});

export const chainImportRouter = router({
  // A mutation because files do not fit into an address.
  preview: procedure.input(files).mutation(({ ctx, input }) => ctx.services.chainFiles.preview(ctx.actor, input.files)),
  create: procedure.input(files).mutation(({ ctx, input }) => ctx.services.chainFiles.create(ctx.actor, input.files)),
});
