import { z } from "zod";
import { withTarget } from "./target";

const text = z.union([z.string(), z.number(), z.boolean()]);
const fileName = z.string().min(1).max(100);

const actionShape = {
  goto: z.string().min(1).describe("Opens an address and waits until it is loaded."),
  click: withTarget({}).describe("Clicks an element."),
  fill: withTarget({ value: text.describe("What to write; never logged.") }).describe("Replaces what a field holds."),
  press: z
    .union([
      z.string().min(1),
      withTarget({ key: z.string().min(1).describe("Such as Enter or Control+A.") }, { optional: true }),
    ])
    .describe("Presses a key, such as Enter, in an element or wherever the focus is."),
  select: withTarget({
    option: z.union([text, z.array(text).min(1)]).describe("Value or text of the option; a list for several."),
  }).describe("Chooses from a list."),
  check: withTarget({ checked: z.boolean().default(true).describe("false unchecks.") }).describe("Checks a box."),
  wait_for: withTarget(
    {
      url: z.string().min(1).optional().describe("Address to wait for, `*` and `**` as wildcards."),
      state: z.enum(["visible", "hidden"]).default("visible").describe("What to wait for."),
    },
    { optional: true },
  )
    .refine((value) => (value.url === undefined) !== (countWays(value) === 0), {
      error: "needs either an element or a `url`",
    })
    .describe("Waits for an element or an address."),
  screenshot: z
    .union([fileName, z.strictObject({ name: fileName.optional(), full_page: z.boolean().default(false) })])
    .describe("Takes a picture, under a name if given."),
  download: withTarget({
    save_as: fileName.optional().describe("Name of the file; the site's own by default."),
  }).describe("Clicks an element and keeps the file that it sends."),
};

export type ActionName = keyof typeof actionShape;
export const ACTION_NAMES = Object.keys(actionShape) as ActionName[];

/** One thing to do: an object with one key, the name of the action. */
export const actionSchema = z
  .strictObject({
    goto: actionShape.goto.optional(),
    click: actionShape.click.optional(),
    fill: actionShape.fill.optional(),
    press: actionShape.press.optional(),
    select: actionShape.select.optional(),
    check: actionShape.check.optional(),
    wait_for: actionShape.wait_for.optional(),
    screenshot: actionShape.screenshot.optional(),
    download: actionShape.download.optional(),
  })
  .refine((action) => Object.keys(action).length === 1, { error: `needs exactly one of ${ACTION_NAMES.join(", ")}` })
  .meta({ minProperties: 1, maxProperties: 1 });

export type Action = z.output<typeof actionSchema>;
export type ActionInput<Name extends ActionName> = NonNullable<Action[Name]>;

function countWays(value: object): number {
  return ["role", "label", "text", "test_id", "css"].filter((way) => way in value).length;
}
