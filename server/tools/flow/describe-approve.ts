import { z } from "zod";
import { param, paramName } from "../../core/definition/schema/param";
import { describeAs } from "../tool";

/** A question stays open at most this long. */
export const MAX_QUESTION_SECONDS = 366 * 24 * 3600;

export const flowApproveDescription = describeAs({
  tool: "flow",
  operation: "approve",
  summary: "Ask a person, and wait for the answer.",
  description: `Holds no process: the execution waits, also over restarts, until somebody says yes or no. The question is answered once. Who
started the execution may answer, and everybody named in \`approvers\`. \`answers\` are the fields of the form, in the words of \`params\`. A no
fails the step, unless \`on_reject: continue\`; then the next steps look at \`approved\`. No answer in time fails the step.`,
  example: `id: approve
tool: flow
operation: approve
parameters:
  question: Publish the report?
  expires_in: 86400
  answers:
    comment: { type: string, maxLength: 500 }
`,
  input: z.strictObject({
    question: z.string().min(1).max(1000).describe("What is asked, in one sentence."),
    description: z.string().max(20_000).optional().describe("What one has to know to answer."),
    answers: z
      .record(paramName, param)
      .refine((fields) => Object.keys(fields).length <= 50, { error: "has at most 50 fields" })
      .default({})
      .describe("Fields that are filled in with the answer, as the `params` of a chain."),
    approvers: z
      .array(z.email().transform((email) => email.toLowerCase()))
      .max(50)
      .default([])
      .describe("E-mail addresses of others who may answer."),
    expires_in: z
      .number()
      .positive()
      .max(MAX_QUESTION_SECONDS)
      .optional()
      .describe("Seconds until it is too late. Default no limit of its own."),
    on_reject: z.enum(["fail", "continue"]).default("fail").describe("What a no does. Default fail."),
  }),
  output: z.object({
    approved: z.boolean().describe("Whether the answer was yes."),
    answers: z.record(z.string(), z.json()).describe("The fields of the form."),
    by: z.string().nullable().describe("Who answered."),
    at: z.string().describe("When, as ISO time."),
    note: z.string().nullable().describe("What was noted with it."),
  }),
});
