import type { JsonObject } from "../json";
import type { PlanParam } from "../plan/plan";

/** The fields of a question's form in the order in which they were written: the database keeps objects in an order of its own. */
export function fieldsOf(prompt: JsonObject): Record<string, PlanParam> {
  const fields = (prompt.answers ?? {}) as unknown as Record<string, PlanParam>;
  const order = Array.isArray(prompt.order) ? prompt.order.map(String) : [];
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => place(a) - place(b)));
}
