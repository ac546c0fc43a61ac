import { z } from "zod";
import { describeAs } from "../tool";

export const MAX_READ_BYTES = 10 * 1024 * 1024;
const path = z.string().min(1).max(1000);
const listed = z.object({
  path: z.string().describe("Name, with folders."),
  size: z.int().nonnegative().describe("Bytes."),
  content_type: z.string().describe("Media type, by the extension."),
});

export const filesWriteDescription = describeAs({
  tool: "files",
  operation: "write",
  summary: "Write a file of the execution.",
  description: `Later steps can read it and people can download it. Give \`content\` for text or \`json\` for data. A file of the same name that
an earlier step wrote stays as it was; later steps see the newer one. At most 50 MB.`,
  example: `id: report
tool: files
operation: write
parameters:
  path: reports/today.md
  content: "# Prices\\nAll is well."
`,
  input: z
    .strictObject({
      path: path.describe("Relative name such as `reports/today.md`."),
      content: z.union([z.string(), z.number(), z.boolean()]).optional().describe("Text of the file."),
      json: z.unknown().optional().describe("Data, written as indented JSON."),
      append: z.boolean().default(false).describe("Put the text after what a visible file of this name has."),
    })
    .refine((input) => (input.content === undefined) !== (input.json === undefined), {
      error: "needs either `content` or `json`",
    }),
  output: listed.extend({ file: z.string().describe("Path in the execution's folder, for downloads.") }),
});

export const filesReadDescription = describeAs({
  tool: "files",
  operation: "read",
  summary: "Read a file that this step or one before it wrote.",
  description: "The nearest step that has a file of this name wins. At most 10 MB.",
  example: `id: prices
tool: files
operation: read
parameters: { path: prices.json, as: json }
`,
  input: z.strictObject({
    path: path.describe("Relative name."),
    as: z.enum(["text", "json", "base64"]).default("text").describe("How `content` is returned: text, json or base64."),
  }),
  output: listed.extend({
    step: z.string().describe("The step that wrote it."),
    content: z.unknown().describe("Text, data or base64, as asked for."),
  }),
});

export const filesListDescription = describeAs({
  tool: "files",
  operation: "list",
  summary: "List the files that this step can see.",
  description: "Sorted by name. `*` in the pattern stands for anything but `/`, `**` for anything.",
  example: `id: reports
tool: files
operation: list
parameters: { pattern: "reports/*.md" }
`,
  input: z.strictObject({
    pattern: z.string().max(200).default("**").describe("Which names, for example `*.csv`."),
  }),
  output: z.object({
    count: z.int().nonnegative().describe("How many."),
    files: z.array(listed.extend({ step: z.string().describe("The step that wrote it.") })),
  }),
});
