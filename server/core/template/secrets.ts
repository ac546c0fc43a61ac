import type { JsonObject } from "../json";
import { eachText, references } from "./references";

/** Names of all secrets that the templates of a plan's steps read, sorted. */
export function referencedSecrets(plan: { steps: readonly { parameters: JsonObject }[] }): string[] {
  const names = new Set<string>();
  for (const step of plan.steps) {
    eachText(step.parameters, [], (text) => {
      if (!text.includes("secrets")) return;
      for (const { path } of references(text)) {
        if (path[0] === "secrets" && typeof path[1] === "string") names.add(path[1]);
      }
    });
  }
  return [...names].sort();
}
