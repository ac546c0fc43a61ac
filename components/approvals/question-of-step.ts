import { fieldsOf } from "@/server/core/execution/prompt";
import type { Reason } from "@/server/core/execution/states";
import type { JsonObject } from "@/server/core/json";
import type { QuestionView } from "@/server/services/answers";

/** What the form of an answer needs to know. */
export type AskedQuestion = Pick<
  QuestionView,
  "executionId" | "stepId" | "item" | "question" | "description" | "fields" | "onReject" | "expiresAt"
>;

interface Waiting {
  reason: Reason | null;
  wakeAt: number | null;
}

/** The question that a step, or an item of its loop, waits for; null: it asks nothing. */
export function questionOf(
  place: Pick<AskedQuestion, "executionId" | "stepId" | "item">,
  { reason, wakeAt }: Waiting,
): AskedQuestion | null {
  if (reason?.code !== "approval") return null;
  const prompt: JsonObject = reason.prompt ?? {};
  return {
    ...place,
    question: typeof prompt.question === "string" ? prompt.question : reason.message,
    description: typeof prompt.description === "string" ? prompt.description : null,
    fields: fieldsOf(prompt),
    onReject: prompt.onReject === "continue" ? "continue" : "fail",
    expiresAt: wakeAt,
  };
}
