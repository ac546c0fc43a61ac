import type { TaskKind } from "../../../db/schema";
import { TASK_BODY_KEYS } from "../../core/definition/saved-task";
import type { JsonObject, JsonValue } from "../../core/json";
import type { PlanStep } from "../../core/plan/plan";

/** The keys that say what a step does, where they have a value; others belong to a chain, and are left out. */
export function bodyFrom(data: JsonObject): JsonObject {
  const entries = TASK_BODY_KEYS.flatMap((key) => (data[key] == null ? [] : [[key, data[key]] as const]));
  return Object.fromEntries(entries);
}

export function kindOf(body: JsonObject): TaskKind {
  if (body.execution_mode === "orchestrated") return "question";
  return body.tool === "browser" && body.operation === "run" ? "browser" : "operation";
}

/** A chain of this one step, as text. */
export function aloneText(name: string, body: JsonObject): string {
  // With a key of a question it is none of the classic form, which makes a report where there is no model.
  const question = body.execution_mode === "orchestrated" ? { allowed_tools: [] } : {};
  return JSON.stringify({ name, steps: [{ id: "task", name, ...question, ...body }] });
}

/** The body that makes such a step of a plan again. */
export function bodyOfStep({ tool, operation, parameters }: PlanStep): JsonObject {
  if (tool !== "llm" || operation !== "task") return bodyFrom({ tool, operation, parameters });
  const { task, data, ...rest } = parameters;
  const given = (data ?? {}) as JsonObject;
  return bodyFrom({
    ...{ execution_mode: "orchestrated", task_description: task ?? "" },
    ...rest,
    parameters: Object.keys(given).length === 0 ? (null as unknown as JsonValue) : given,
  });
}

/** What is asked of a step in one line: the question of an agent, else its name. */
export function questionOf(step: Pick<PlanStep, "name" | "tool" | "operation" | "parameters">): string {
  const { tool, operation, parameters, name } = step;
  const asked = tool === "llm" && operation === "task" ? parameters.task : null;
  return typeof asked === "string" && asked.trim() !== "" ? asked.trim() : name;
}
