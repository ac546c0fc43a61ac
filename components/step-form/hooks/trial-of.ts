import { stringify } from "yaml";
import type { KnownSample } from "@/components/hooks/sample-text";
import type { HookMoment } from "@/server/core/hooks/words";
import type { JsonValue } from "@/server/core/json";
import type { HookFacts } from "./hook-values";

/** A hook as it is tried: with what makes its `vars`, if anything does. */
export function trialSource(hooks: readonly JsonValue[], index: number): string {
  const before = hooks.slice(0, index).filter(isTransform);
  const hook = hooks[index] ?? null;
  return stringify(before.length > 0 ? [...before, hook] : hook, { lineWidth: 0 });
}

const isTransform = (hook: JsonValue): boolean =>
  typeof hook === "object" && hook !== null && !Array.isArray(hook) && hook.type === "transform";

/** The sample that a hook of this step or chain is tried with: from the last execution, where there is one. */
export function knownSample(moment: HookMoment, { step, params, results }: HookFacts): KnownSample {
  const whole = moment === "workflow_finished" && Object.keys(results).length > 0 ? { output: results } : {};
  const ofStep = step && {
    ...{ task: { id: step.id, name: step.name }, input: step.input },
    ...(step.output === undefined ? {} : { output: step.output }),
  };
  return { params, ...(ofStep ?? whole) };
}
