import type { JsonObject } from "../json";
import type { PlanHook } from "./plan-hook";

/** What a hook goes to, in a few words: as it is written, for nothing is resolved yet. */
export function targetOf({ type, params }: PlanHook): string {
  return words(type, params).slice(0, 300);
}

function words(type: PlanHook["type"], params: JsonObject): string {
  switch (type) {
    case "webhook":
      return `${params.method ?? "POST"} ${asWritten(String(params.url))}`;
    case "metric":
      return String(params.name);
    case "dispatch_task":
      return String(params.task_id);
    case "log":
      return `${params.level ?? "info"} ${asWritten(String(params.message))}`;
    case "transform":
      return Object.keys((params.set ?? {}) as JsonObject).join(", ");
  }
}

/** `${NAME}` again, as people write it. */
export const asWritten = (text: string): string =>
  text.replace(/\{\{ env\.([A-Za-z_][A-Za-z0-9_]*) \}\}/g, (_, name: string) => `\${${name}}`);
