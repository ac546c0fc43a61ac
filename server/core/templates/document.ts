import { stringify } from "yaml";
import { z } from "zod";
import { readText } from "../definition/read-text";
import type { JsonObject, JsonValue } from "../json";

/** More is refused before it is read. */
export const MAX_DOCUMENT_BYTES = 1_000_000;

export const templateText = {
  title: z.string().trim().min(1).max(120),
  summary: z.string().trim().max(300),
  readme: z.string().max(50_000),
  notes: z.string().max(2_000),
  param: z.strictObject({ description: z.string().max(500).optional(), example: z.string().max(500).optional() }),
  source: z.string().min(1).max(500_000),
};

const error = z.strictObject({ code: z.string().min(1).max(100), message: z.string().max(2_000) });
const fixed = z.union([
  z.strictObject({ step: z.string().min(1).max(200), result: z.json() }),
  z.strictObject({ step: z.string().min(1).max(200), error }),
]);

const documentSchema = z.strictObject({
  chainwright_template: z.literal(1),
  title: templateText.title,
  summary: templateText.summary.default(""),
  notes: templateText.notes.default(""),
  readme: templateText.readme.default(""),
  params: z.record(z.string().max(200), templateText.param).default({}),
  test: z
    .strictObject({
      params: z.record(z.string().max(200), z.json()).default({}),
      fixed: z.array(fixed).max(500).default([]),
    })
    .default({ params: {}, fixed: [] }),
  chain: templateText.source,
});

/** A template as a file. */
export interface TemplateDocument {
  title: string;
  summary: string;
  notes: string;
  readme: string;
  params: Record<string, { description?: string; example?: string }>;
  test: { params: JsonObject; fixed: { stepId: string; value: JsonValue; failed: boolean }[] };
  /** The text of the chain. */
  source: string;
}

export type ReadDocument = { ok: true; document: TemplateDocument } | { ok: false; problem: string };

/** Reads a file that may come from anywhere. */
export function readTemplateDocument(text: string): ReadDocument {
  if (new TextEncoder().encode(text).length > MAX_DOCUMENT_BYTES) {
    return { ok: false, problem: "The file is larger than 1 MB. A template holds a text, a readme and a few results." };
  }
  const { data, report } = readText(text);
  const [first] = report.diagnostics.filter(({ severity }) => severity === "error");
  if (data === undefined || first) {
    return { ok: false, problem: `This is no template file: ${first?.message ?? "it cannot be read"}` };
  }
  const read = documentSchema.safeParse(data);
  if (!read.success) return { ok: false, problem: problemOf(read.error) };
  const { chain: source, test, chainwright_template: _, ...rest } = read.data;
  return {
    ok: true,
    document: {
      ...{ ...rest, source },
      test: {
        params: test.params as JsonObject,
        fixed: test.fixed.map((one) =>
          "error" in one
            ? { stepId: one.step, value: one.error, failed: true }
            : { stepId: one.step, value: one.result as JsonValue, failed: false },
        ),
      },
    },
  };
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.join(".") || "the top";
  if (place === "chainwright_template")
    return "This is no template file: it does not begin with chainwright_template: 1. To bring a chain in, import it on the page of chains.";
  return `The template file has a mistake at ${place}: ${issue?.message ?? "unknown"}.`;
}

/** The same as text: what `readTemplateDocument` reads. */
export function writeTemplateDocument({ source, test, ...rest }: TemplateDocument): string {
  const fixed = test.fixed.map(({ stepId, value, failed }) =>
    failed ? { step: stepId, error: value } : { step: stepId, result: value },
  );
  const document = { chainwright_template: 1, ...rest, test: { params: test.params, fixed }, chain: source };
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
