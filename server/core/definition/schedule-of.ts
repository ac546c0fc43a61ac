import { parseDefinition } from "./parse";
import type { ScheduleDefinition } from "./schema/schedule";

/** The schedule that a definition's text has; null: none, or the text cannot be read. */
export function scheduleOf(source: string): ScheduleDefinition | null {
  const parsed = parseDefinition(source);
  return (parsed.ok && parsed.definition.schedule) || null;
}
