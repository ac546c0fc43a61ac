/**
 * `item`, `index` and `iteration`: the names of loops, and where they exist (see the table of `step-texts.ts`).
 */
import type { LoopName } from "../template/names";
import type { Complaint } from "./check-results";
import type { CompiledStep } from "./compile-step";
import type { PlaceKind, StepText } from "./step-texts";

const INSIDE: ReadonlySet<PlaceKind> = new Set(["parameters", "task_description"]);

/** Why a name of loops does not exist here; null when it does. */
export function localProblem(name: LoopName, { place }: StepText, step: CompiledStep | undefined): Complaint | null {
  const key = name === "iteration" ? "repeat" : "for_each";
  const complain = (message: string): Complaint => ({ within: name, message: `\`${name}\` ${message}` });
  if (step?.loop?.type !== key) {
    const other = step?.loop?.type;
    const todo = other === undefined ? "this step has none" : `this step has \`${other}\``;
    return complain(`exists only in a step with \`${key}\`, and ${todo}.`);
  }
  if (INSIDE.has(place) || (name === "iteration" && place === "until")) return null;
  const why = place === "next" ? "comes after the loop" : "comes before the loop";
  const where = name === "iteration" ? "`parameters` and `until`" : "`parameters`";
  return complain(`exists only in ${where}: \`${place}\` ${why}.`);
}
