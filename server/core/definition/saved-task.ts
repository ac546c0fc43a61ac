import { z } from "zod";
import type { JsonObject } from "../json";
import { type StepSource, step } from "./schema/step";

/** The keys of a step that say what it does. A saved task has these and nothing else. */
export const TASK_BODY_KEYS = [
  "tool",
  "operation",
  "parameters",
  "execution_mode",
  "task_description",
  "model",
  "allowed_tools",
  "output_schema",
  "limits",
] as const satisfies readonly (keyof StepSource)[];

/** What a task does, as it is written: a call of a tool's operation, or an agent question. */
export const taskBody = z
  .strictObject(step.pick(Object.fromEntries(TASK_BODY_KEYS.map((key) => [key, true])) as BodyMask).shape)
  .check(({ value, issues }) => {
    const problem = bodyProblem(value);
    if (problem !== null) issues.push({ code: "custom", message: problem, input: value });
  });

type BodyMask = { [Key in (typeof TASK_BODY_KEYS)[number]]: true };
export type TaskBody = z.output<typeof taskBody>;

/** A task that steps can name. `body` is what `taskBody` accepts; it is checked again where it is used. */
export interface SavedTask {
  id: string;
  name: string;
  body: JsonObject;
}

/** Why a body does not say what is to be done; null when it does. */
function bodyProblem(body: { [Key in keyof TaskBody]?: unknown }): string | null {
  if (body.execution_mode === "orchestrated") {
    if (body.tool !== undefined || body.operation !== undefined)
      return "an agent question has no `tool` and no `operation`";
    return typeof body.task_description === "string" && body.task_description.trim() !== ""
      ? null
      : "an agent question needs `task_description`";
  }
  if (body.tool === undefined || body.operation === undefined)
    return "it needs `tool` and `operation`, or `execution_mode: orchestrated` with `task_description`";
  const extra = (["task_description", "model", "allowed_tools", "output_schema", "limits"] as const).find(
    (key) => body[key] !== undefined,
  );
  return extra === undefined ? null : `\`${extra}\` is for agent questions: set \`execution_mode: orchestrated\``;
}
