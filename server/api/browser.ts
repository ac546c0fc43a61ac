import { z } from "zod";
import { HAND_BACKS } from "../core/browser/hands";
import { procedure, router } from "./init";
import { text } from "./text";

const place = z.object({ id: text().max(64), session: text().min(1).max(300) });
/** No page is larger on the pictures that people see. */
const position = z.number().min(0).max(10_000);
const distance = z.number().min(-10_000).max(10_000);
const button = z.enum(["left", "middle", "right"]).optional();
/** A key as browsers name it, with what is held down: `Enter`, `Control+a`, `Shift+ArrowLeft`. */
const key = z
  .string()
  .max(40)
  .regex(/^((Control|Shift|Alt|Meta|ControlOrMeta)\+){0,4}([A-Z][A-Za-z0-9]{1,20}|[\x21-\x7e])$/);

const event = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["move", "down", "up"]), x: position, y: position, button }),
  z.object({ type: z.literal("wheel"), x: position, y: position, dx: distance, dy: distance }),
  z.object({ type: z.literal("text"), text: text().min(1).max(2_000) }),
  z.object({ type: z.literal("key"), key }),
  z.object({ type: z.literal("navigate"), url: text().max(2_000) }),
  z.object({ type: z.enum(["back", "forward", "reload"]) }),
]);

/** Looking at open browsers and taking them over. */
export const browserRouter = router({
  list: procedure
    .input(z.object({ id: text().max(64) }))
    .query(({ ctx, input }) => ctx.services.browsers.list(ctx.actor, input.id)),
  takeOver: procedure.input(place).mutation(({ ctx, input }) => ctx.services.browsers.takeOver(ctx.actor, input)),
  handBack: procedure
    .input(place.extend({ next: z.enum(HAND_BACKS).default("continue") }))
    .mutation(({ ctx, input: { next, ...where } }) => ctx.services.browsers.handBack(ctx.actor, where, next)),
  input: procedure
    .input(place.extend({ events: z.array(event).min(1).max(50) }))
    .mutation(({ ctx, input: { events, ...where } }) => ctx.services.browsers.input(ctx.actor, where, events)),
});
