"use client";

import { Button } from "@/components/ui/button";
import type { GraphStep, StepView } from "@/server/services/execution-view";
import { callWords, endWords, loopWords, turnWords } from "./plan-words";
import { STATUS_LOOKS } from "./status";

export interface PlanOutlineProps {
  steps: readonly GraphStep[];
  states?: ReadonlyMap<string, StepView> | null;
  onSelect?: (stepId: string) => void;
  onClose: () => void;
}

/** The graph in words: each step, after what, under which condition, and how it stands. */
export function PlanOutline({ steps, states, onSelect, onClose }: PlanOutlineProps) {
  const names = new Map(steps.map(({ id, name }) => [id, name]));
  return (
    <div className="absolute inset-0 overflow-y-auto bg-card">
      <div className="sticky top-0 flex items-center justify-between border-b bg-card px-4 py-2">
        <h3 className="text-13 font-semibold">Text outline</h3>
        <Button size="xs" onClick={onClose} autoFocus>
          Back to the graph
        </Button>
      </div>
      <ol className="list-decimal space-y-2 py-3 pr-4 pl-10 text-13">
        {steps.map((step) => {
          const state = states?.get(step.id);
          return (
            <li key={step.id}>
              {onSelect ? (
                <button type="button" className="link font-medium" onClick={() => onSelect(step.id)}>
                  {step.name}
                </button>
              ) : (
                <b className="font-medium">{step.name}</b>
              )}
              {state ? `: ${STATUS_LOOKS[state.status].word}` : null}
              <p className="text-12 text-muted-foreground">
                <span className="font-mono">{callWords(step)}</span>
                {rulesOf(step, names)
                  .map((words) => `, ${words}`)
                  .join("")}
                {state?.reason ? `. ${state.reason.message}` : null}
              </p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function rulesOf(step: GraphStep, names: ReadonlyMap<string, string>): string[] {
  const rules = [
    turnWords(step, names),
    step.when ? `if ${step.when}` : null,
    loopWords(step),
    step.trigger === "manual" ? "when a person presses Continue" : null,
    endWords(step),
  ];
  return rules.filter((words) => words !== null);
}
