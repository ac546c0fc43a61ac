import type { EdgeCondition, Join, StepRole } from "@/server/core/plan/plan";
import type { GraphEdge, GraphStep } from "@/server/services/execution-view";
import { plural } from "./format";

const AFTER: Record<EdgeCondition, string> = { success: "succeeded", failure: "failed", always: "ended" };

/** What a step calls: `http.request`, or the chain that it runs. */
export const callWords = ({ tool, operation, subChain }: Pick<GraphStep, "tool" | "operation" | "subChain">): string =>
  subChain === null ? `${tool}.${operation}` : `chain ${subChain}`;

/** `if n > 1`, `otherwise`: under which cases of a choice the way is taken. */
export const casesWords = (cases: readonly (string | null)[], shorten = (text: string) => text): string =>
  cases.map((when) => (when === null ? "otherwise" : `if ${shorten(when)}`)).join(" or ");

/** How a step joins what leads to it. */
export const JOIN_WORDS: Record<Join, string> = {
  all_succeeded: "all succeeded",
  any_succeeded: "any succeeded",
  all_done: "all done",
  none_failed: "none failed",
};

/** What a stand-by is to the step that it serves, on its wire. */
export const SERVICE_WORDS: Record<StepRole, string | null> = {
  step: null,
  alternative: "alternative",
  compensation: "undo",
};

/** The turn of a step, in words: after what, or what it stands by for. */
export function turnWords(step: GraphStep, names: ReadonlyMap<string, string>): string {
  const named = ({ step: id }: GraphEdge) => names.get(id) ?? id;
  const served = step.dependsOn.map(named).join(" or ");
  if (step.role === "alternative") return `stands in when ${served} has failed`;
  if (step.role === "compensation") return `undoes ${served} in a rollback`;
  if (step.dependsOn.length === 0) return "at the start";
  const parts = step.dependsOn.map((edge) =>
    edge.cases === undefined
      ? `${named(edge)} ${AFTER[edge.on]}`
      : `${named(edge)} goes here ${casesWords(edge.cases)}`,
  );
  return `after ${parts.join(" and ")}`;
}

/** How often a step runs; null: once. */
export function loopWords({ loop }: Pick<GraphStep, "loop">): string | null {
  if (loop === null) return null;
  if (loop.type === "for_each")
    return `for each ${typeof loop.items === "number" ? `of ${plural(loop.items, "item")}` : `of ${loop.items}`}`;
  return loop.until === null
    ? plural(loop.max, "time")
    : `again until ${loop.until}, at most ${plural(loop.max, "time")}`;
}

/** Where the execution ends with this step; null: nowhere. */
export const endWords = ({ ends }: Pick<GraphStep, "ends">): string | null =>
  ends.length === 0 ? null : `the chain ends here ${casesWords(ends)}`;
