"use client";

import type { JsonObject } from "@/server/core/json";
import { ExpressionField } from "../fields/expression-field";
import { useFormScene } from "../form-scene";
import { keysWithoutControl } from "../schema/step-kind";
import { DependenciesField, type OtherStep } from "./dependencies-field";
import { KeyField } from "./key-field";
import { NextField } from "./next-field";

/** When the step runs, how often, and what comes after it. */
export function FlowTab({ step, others }: { step: JsonObject; others: readonly OtherStep[] }) {
  const several = Array.isArray(step.depends_on) && step.depends_on.length > 1;
  const repeat = step.repeat_config === undefined ? "repeat" : "repeat_config";
  return (
    <>
      <DependenciesField step={step} others={others} />
      {several || step.join !== undefined ? <KeyField step={step} name="join" /> : null}
      <ExpressionField
        path={["when"]}
        label="Only if"
        value={step.when}
        hint="deals.count > 0"
        help="When it is false, the step is skipped."
      />
      <KeyField step={step} name="trigger" />
      <KeyField step={step} name="for_each" templates />
      {step.for_each === undefined ? null : <KeyField step={step} name="concurrency" />}
      <KeyField step={step} name={repeat} label="Repeat" />
      <NextField step={step} others={others} />
      <KeyField step={step} name="description" />
      <WithoutControl step={step} />
    </>
  );
}

/** What has no control stays as it is, and says where it is edited. */
function WithoutControl({ step }: { step: JsonObject }) {
  const { onEditText } = useFormScene();
  const keys = keysWithoutControl(step);
  if (keys.length === 0) return null;
  return (
    <ul aria-label="Edited in YAML" className="flex flex-col gap-1 border-t pt-3 text-12 text-muted-foreground">
      {keys.map((key) => (
        <li key={key} className="flex items-center gap-2">
          <span className="font-mono text-foreground-2">{key}</span> is edited in YAML
          {onEditText ? (
            <button type="button" className="text-live hover:underline" onClick={() => onEditText([key])}>
              Go there
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
