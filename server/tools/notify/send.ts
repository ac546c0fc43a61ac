import { z } from "zod";
import { describeAs, implement, ToolError } from "../tool";

/** What a chain wants a person to know. `key` is the same when an attempt is repeated: keep one note per key. */
export interface Note {
  key: string;
  executionId: string;
  stepId: string;
  userId: string | null;
  level: "info" | "success" | "warning" | "error";
  title: string;
  body: string;
}

export const notifySendDescription = describeAs({
  tool: "notify",
  operation: "send",
  summary: "Send a notification to the owner of the chain.",
  description: "It appears under the bell at once, and stays in the list of notifications.",
  example: `id: tell
tool: notify
operation: send
parameters: { title: Prices checked, body: Nothing changed. }
`,
  input: z.strictObject({
    title: z.string().min(1).max(200).describe("One line."),
    body: z.union([z.string(), z.number(), z.boolean()]).default("").describe("Text below it."),
    level: z.enum(["info", "success", "warning", "error"]).default("info").describe("How it looks."),
  }),
  output: z.object({
    sent: z.boolean().describe("False when the execution has no owner to tell."),
    title: z.string(),
    level: z.string(),
  }),
});

const MAX_BODY = 10_000;

export const createNotifySend = (notify: (note: Note) => Promise<void>) =>
  implement(notifySendDescription, async ({ title, body, level }, context) => {
    const text = String(body).slice(0, MAX_BODY);
    const { executionId, stepId, userId } = context;
    context.log("info", `Notification: ${title}`);
    if (userId !== null) {
      try {
        await notify({ key: context.idempotencyKey, executionId, stepId, userId, level, title, body: text });
      } catch (error) {
        throw new ToolError(`The notification could not be stored: ${(error as Error).message}`, { retryable: true });
      }
    }
    return { status: "succeeded", output: { sent: userId !== null, title, level } };
  });
