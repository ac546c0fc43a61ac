import { stringify } from "yaml";
import { sampleAt } from "@/server/core/hooks/sample";
import type { HookMoment } from "@/server/core/hooks/words";
import type { JsonObject, JsonValue } from "@/server/core/json";

/** What is known of a moment before it has ever been: from the chain, and from its last execution. */
export interface KnownSample {
  task?: JsonObject;
  execution?: JsonObject;
  input?: JsonValue;
  output?: JsonValue;
  params?: JsonObject;
}

/** A sample to be changed by hand; what is not known is made up. */
export function sampleText(moment: HookMoment, known: KnownSample): string {
  const { task, execution, input, output } = sampleAt(moment) as Record<string, JsonObject | undefined>;
  const { id, name, status } = { ...task, ...known.task };
  const ofStep = task ? { task: { id, name, status: status ?? "success" }, input: known.input ?? input } : {};
  const ofChain = { execution: { ...known.execution, status: execution?.status ?? "success" } };
  const params = known.params && Object.keys(known.params).length > 0 ? { params: known.params } : {};
  const sample = { ...(task ? ofStep : ofChain), ...(output ? { output: known.output ?? output } : {}), ...params };
  return stringify(sample, { lineWidth: 0 });
}
