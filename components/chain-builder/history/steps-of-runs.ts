import { slug } from "@/server/core/definition/step-ids";
import type { JsonObject } from "@/server/core/json";

/** What ran, as bodies of new steps: named as they were, with ids made from their names. */
export function stepsOfRuns(runs: readonly { name: string; body: JsonObject }[]): JsonObject[] {
  return runs.map(({ name, body }) => {
    const { id: _id, name: _name, ...rest } = body;
    return { id: slug(name).replaceAll("-", "_"), name, ...rest };
  });
}
