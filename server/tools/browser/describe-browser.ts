import { z } from "zod";
import { describeAs } from "../tool";
import { actionSchema } from "./describe-actions";
import { fieldsSchema } from "./extraction";

const timeout = z.number().positive().max(300).default(10).describe("Seconds that each element may take to appear.");
const value = z.union([z.string(), z.number(), z.null()]);

export const browserRunDescription = describeAs({
  tool: "browser",
  operation: "run",
  summary: "Drive a page through a list of actions.",
  description: `Actions: goto, click, fill, press, select, check, wait_for, screenshot, download. Elements are named by \`role\` and \`name\`, \`label\`,
\`text\`, \`test_id\` or \`css\`; each action waits until its element is there and can be used. With \`share: { browser_session: true }\` all steps of an
execution work on the same page with the same cookies; otherwise each step starts with an empty browser. A step with
\`pass: { browser: false }\` works on a copy of it. A picture is taken after each action, at the end and after a failure, and a trace is kept. Pages that open in a new tab become the one that is worked on.`,
  example: `id: login
tool: browser
operation: run
parameters:
  actions:
    - goto: https://shop.example/login
    - fill: { label: User, value: demo }
    - fill: { label: Password, value: demo }
    - click: { role: button, name: Sign in }
    - wait_for: { role: heading, name: Products }
  read: { greeting: ".greeting" }
`,
  input: z.strictObject({
    actions: z.array(actionSchema).min(1).max(200).describe("What to do, in order."),
    read: fieldsSchema
      .optional()
      .describe("Fields to read from the page after the last action, as in `browser.extract`."),
    timeout,
  }),
  output: z.object({
    url: z.string().describe("Where the page is at the end."),
    title: z.string().describe("Its title."),
    values: z.record(z.string(), value).describe("What `read` asked for."),
    downloads: z
      .array(
        z.object({ path: z.string().describe("Name among the files of the step."), size: z.int().describe("Bytes.") }),
      )
      .describe("Files that were kept."),
    screenshots: z.array(z.string()).describe("Pictures, in order, as paths in the execution's folder."),
  }),
});

export const browserExtractDescription = describeAs({
  tool: "browser",
  operation: "extract",
  summary: "Read data from a page.",
  description: `With \`items\` the result has \`items\`, one object for each element that fits, and \`count\`. Without, it has one \`item\`, read from the
whole page. A field is a CSS selector inside the item, or an object with \`css\`, \`attribute\` and \`type\`; a field that is not there is null. Without
\`url\` the page of the shared session is read as it is.`,
  example: `id: deals
tool: browser
operation: extract
parameters:
  url: https://shop.example/deals
  items: .deal
  fields:
    title: .title
    price: { css: .price, type: number }
    link: { css: a, attribute: href }
`,
  input: z.strictObject({
    url: z.string().min(1).optional().describe("Page to open first; the current page by default."),
    items: z.string().min(1).optional().describe("CSS selector of the repeated element."),
    fields: fieldsSchema
      .refine((fields) => Object.keys(fields).length > 0, { error: "needs at least one field" })
      .describe("What to read, by name."),
    min: z.int().min(0).default(1).describe("How many items there have to be; 0 accepts an empty list."),
    limit: z.int().min(1).max(10_000).default(1000).describe("How many items are read at most."),
    timeout,
  }),
  output: z.object({
    url: z.string().describe("Address of the page."),
    count: z.int().optional().describe("How many items, with `items`."),
    items: z.array(z.record(z.string(), value)).optional().describe("One object per element, with `items`."),
    item: z.record(z.string(), value).optional().describe("The fields, without `items`."),
  }),
});
