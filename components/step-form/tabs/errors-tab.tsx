"use client";

import type { JsonObject } from "@/server/core/json";
import { type OtherStep, StepChoice } from "./dependencies-field";
import { KeyField } from "./key-field";

const TIMEOUTS = ["timeout", "total_timeout", "start_timeout", "idle_timeout"] as const;

/** What happens when the step fails or takes too long. Without other steps: only what concerns the step itself. */
export function ErrorsTab({ step, others }: { step: JsonObject; others: readonly OtherStep[] | null }) {
  const retry = step.retry_config === undefined ? "retry" : "retry_config";
  return (
    <>
      {others ? <KeyField step={step} name="error_policy" /> : null}
      <KeyField step={step} name={retry} label="Retry" />
      <div className="grid grid-cols-2 gap-3">
        {TIMEOUTS.map((name) => (
          <KeyField key={name} step={step} name={name} />
        ))}
      </div>
      {others ? (
        <>
          <StepChoice
            path={["alternative"]}
            label="Alternative"
            value={step.alternative}
            others={others}
            none="None"
            help="Stands in when this step has failed. It runs only then."
          />
          <StepChoice
            path={["compensate"]}
            label="Undone by"
            value={step.compensate}
            others={others}
            none="None"
            help="Undoes this step in a rollback. It runs only then."
          />
        </>
      ) : null}
      <KeyField step={step} name="rerun" />
    </>
  );
}
