import type { Complaint } from "./check-results";
import type { CompiledStep } from "./compile-step";
import { isOrchestrated } from "./step-body";
import type { StepText } from "./step-texts";

/** Secrets belong into the parameters of tools only: everything else is stored, shown or sent to a model. */
export function secretProblem(
  name: string | number | null | undefined,
  { place }: StepText,
  step: CompiledStep | undefined,
): Complaint | null {
  const complain = (message: string): Complaint => ({ within: "secrets", message });
  if (place === "for_each")
    return complain("Secrets cannot be used in `for_each`, because items are stored. Name them in `parameters`.");
  if (place === "when" || place === "until" || place === "next")
    return complain("Secrets cannot be used in conditions.");
  if (step?.definition.chain !== undefined)
    return complain("Secrets cannot be given to another chain, because its params are stored. Name them there.");
  if (step !== undefined && (isOrchestrated(step.definition) || step.body.tool === "llm"))
    return complain("Secrets cannot be given to an LLM.");
  return typeof name === "string" ? null : complain("Name one secret: `secrets.<name>`.");
}
