/** What the API takes and gives about templates. */
import { z } from "zod";
import { TEMPLATE_VISIBILITIES } from "../../../db/schema";
import type { JsonObject } from "../../core/json";
import { templateText } from "../../core/templates/document";

const time = z.iso.datetime();
const visibility = z.enum(TEMPLATE_VISIBILITIES);
const number = z.coerce.number().int().min(1).max(1_000_000);
/** The store takes every character but one. */
const stored = <Schema extends z.ZodString>(schema: Schema) =>
  schema.refine((value) => !value.includes("\0"), { error: "It holds a NUL character, which cannot be stored." });

export const templateId = z.object({ template_id: z.string().max(64).describe("Id of a template.") });
export const templateVersion = z.object({ version: number.optional().describe("Default the newest.") });

const about = {
  ...{ id: z.string(), title: z.string(), summary: z.string(), tags: z.array(z.string()), visibility },
  author: z.string().nullable().describe("Null: it came with the program."),
  installs: z.int().describe("Copies of everybody."),
};
const copy = z.object({ chain_id: z.string(), version: z.int() });

export const templateList = z
  .object({
    items: z.array(
      z.object({
        ...{ ...about, version: z.int(), tools: z.array(z.string()), updated_at: time },
        copies: z.array(copy).describe("Yours."),
      }),
    ),
    total: z.int(),
  })
  .meta({ id: "TemplateList" });

export const template = z
  .object({
    ...about,
    latest_version: z.int(),
    copies: z.array(copy.extend({ name: z.string() })).describe("Yours."),
    version: z.object({
      ...{ number: z.int(), notes: z.string(), readme: z.string(), source: z.string(), created_at: time },
      params: z.array(
        z.object({
          ...{ name: z.string(), type: z.string(), required: z.boolean() },
          ...{ description: z.string().optional(), example: z.string().optional() },
        }),
      ),
      ...{ tools: z.array(z.string()), secrets: z.array(z.string()) },
      tested: z.boolean().describe("It passed its test on this server."),
      fixed_steps: z.array(z.string()).describe("Steps whose results are fixed in its test."),
    }),
  })
  .meta({ id: "Template" });

export const published = z.object({ id: z.string(), version: z.int() }).meta({ id: "TemplatePublished" });

export const publishBody = z
  .strictObject({
    chain_id: z.string().max(64),
    version: z.int().min(1).max(1_000_000).optional().describe("Of the chain; default the newest."),
    test_execution_id: z.string().max(64).describe("A test of exactly this version that succeeded: see `testChain`."),
    title: stored(templateText.title).optional().describe("Default the name of the chain."),
    summary: stored(templateText.summary).optional().describe("Default the description of the chain."),
    readme: stored(templateText.readme).default(""),
    notes: stored(templateText.notes).default("").describe("What is new in it."),
    params: z.record(z.string().max(200), templateText.param).default({}).describe("What is said about parameters."),
    visibility: visibility.default("private"),
    emails: z.array(z.string().max(254)).max(200).default([]).describe("Who sees it, with `people`."),
  })
  .meta({ id: "PublishTemplate" });

export const installBody = z
  .strictObject({
    version: z.int().min(1).max(1_000_000).optional().describe("Default the newest."),
    name: stored(z.string().trim().min(1).max(200)).optional().describe("Of the chain; default the title."),
    defaults: (z.record(z.string().max(200), z.json()) as unknown as z.ZodType<JsonObject>)
      .default({})
      .describe("New defaults of parameters."),
    secrets: z
      .record(z.string().max(64), z.string().regex(/^[A-Za-z0-9_-]{1,64}$/))
      .default({})
      .describe("Which of your secrets stands for which of the template's."),
  })
  .meta({ id: "InstallTemplate" });
