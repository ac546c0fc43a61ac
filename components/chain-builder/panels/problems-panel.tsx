"use client";

import { CircleCheck, CloudOff, OctagonX, TriangleAlert } from "lucide-react";
import { plural } from "@/components/shared/format";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import type { Outline } from "../text/outline";
import { countOf, type Problem, shortMessage } from "../text/problems";
import type { Check } from "../use-check";

export interface ProblemsPanelProps {
  check: Check;
  outline: Outline;
  onGo(problem: Problem): void;
  onFix(problem: Problem): void;
  onNext(): void;
}

/** Below the text: how many findings, and each with its place. */
export function ProblemsPanel({ check, outline, onGo, onFix, onNext }: ProblemsPanelProps) {
  const { problems } = check;
  const names = new Map(outline.steps.map((step) => [step.id, step.name ?? step.id]));
  return (
    <section aria-label="Problems" className="flex max-h-[32%] flex-none flex-col border-t bg-card text-12">
      <div className="flex h-9 flex-none items-center gap-3 px-4">
        <Summary check={check} />
        {problems.length > 0 ? (
          <Button variant="ghost" size="xs" className="ml-auto font-normal" onClick={onNext}>
            <Kbd>F8</Kbd> next
          </Button>
        ) : null}
      </div>
      {problems.length > 0 ? (
        <ul aria-label="Findings" className="min-h-0 overflow-y-auto border-t">
          {problems.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two findings can be the same but for their place in the list
            <li key={index} className="flex items-center gap-2 pr-4 hover:bg-muted max-md:pr-3">
              <button
                type="button"
                onClick={() => onGo(problem)}
                className="grid min-h-[34px] min-w-0 flex-1 grid-cols-[16px_56px_minmax(0,1fr)_auto] items-center gap-2.5 py-1.5 pl-4 text-left focus-visible:outline-offset-[-2px] max-md:grid-cols-[16px_minmax(0,1fr)] max-md:pl-3"
              >
                <SeverityIcon severity={problem.severity} />
                <span className="font-mono text-muted-foreground max-md:hidden">
                  {problem.line}:{problem.column}
                </span>
                <span className="[overflow-wrap:anywhere]">{shortMessage(problem)}</span>
                <span className="max-w-40 truncate text-muted-foreground max-md:hidden">
                  {problem.stepId === undefined ? "" : (names.get(problem.stepId) ?? problem.stepId)}
                </span>
              </button>
              {problem.suggestion === undefined ? null : (
                <Button size="xs" onClick={() => onFix(problem)}>
                  Change to {problem.suggestion}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Summary({ check: { problems, result, unreachable, current } }: { check: Check }) {
  const errors = countOf(problems, "error");
  const warnings = countOf(problems, "warning");
  if (unreachable) {
    return (
      <span role="status" className="flex items-center gap-1.5 text-waiting">
        <CloudOff className="size-3.5" aria-hidden /> The server does not answer; the text is not checked now.
      </span>
    );
  }
  if (!result) return <span className="text-muted-foreground">Checking</span>;
  if (errors + warnings === 0) {
    return (
      <span role="status" className="flex items-center gap-1.5 text-muted-foreground">
        <CircleCheck className={cn("size-3.5", current ? "text-succeeded" : "text-disabled")} aria-hidden /> No problems
      </span>
    );
  }
  return (
    <span role="status" className="flex items-center gap-3">
      {errors > 0 ? <b className="font-medium text-failed">{plural(errors, "error")}</b> : null}
      {warnings > 0 ? <span className="text-muted-foreground">{plural(warnings, "warning")}</span> : null}
    </span>
  );
}

function SeverityIcon({ severity }: { severity: Problem["severity"] }) {
  return severity === "error" ? (
    <OctagonX className="size-4 text-failed" aria-label="Error" />
  ) : (
    <TriangleAlert className="size-4 text-waiting" aria-label="Warning" />
  );
}
