"use client";

import { Bot, CopyPlus, Link2, OctagonX, Trash2, X } from "lucide-react";
import { useCallback, useMemo } from "react";
import { ToolIcon } from "@/components/shared/tool-icon";
import type { FieldProblem, ValueSource } from "@/components/step-form/form-scene";
import { StepForm } from "@/components/step-form/step-form";
import { Button } from "@/components/ui/button";
import type { JsonValue } from "@/server/core/json";
import type { EditorKnowledge } from "../complete/knowledge";
import type { StepData } from "../edits/steps-of";
import { TestStep } from "../testing/test-buttons";
import { parsePath } from "../text/parse-path";
import type { Path } from "../text/place";
import { type Problem, shortMessage } from "../text/problems";
import type { Edits } from "../use-edits";

export interface StepPanelProps {
  step: StepData;
  steps: readonly StepData[];
  knowledge: EditorKnowledge;
  problems: readonly Problem[];
  values: ValueSource;
  edits: Edits;
  /** Whether the text can be read now; otherwise nothing can be changed here. */
  current: boolean;
  onClose(): void;
  onEditText(path: Path): void;
}

/** The form of the selected step. */
export function StepPanel(props: StepPanelProps) {
  const { step, steps, knowledge, problems, values, edits, current, onClose, onEditText } = props;
  const { index, body, title } = step;
  const own = useMemo(() => problemsOfStep(problems, index), [problems, index]);
  const others = useMemo(() => steps.filter((one) => one.index !== index), [steps, index]);
  const change = useCallback(
    (path: Path, value: JsonValue | undefined) => edits.setInStep(index, path, value),
    [edits, index],
  );
  const editText = useCallback((path: Path) => onEditText(["steps", index, ...path]), [onEditText, index]);
  return (
    <aside aria-label={`Step ${title}`} data-step-panel={index} className="flex h-full min-h-0 flex-col bg-card">
      <div className="flex flex-none items-center gap-3 px-5 pt-3.5 pb-1.5 max-md:px-3">
        <span className="grid size-8 flex-none place-items-center rounded-md border bg-muted text-foreground-2">
          <WorkIcon step={step} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-14 font-semibold">{title}</h2>
          <p className="truncate text-12 text-muted-foreground">
            <span className="font-mono">{workName(step)}</span> · id <span className="font-mono">{step.id}</span>
          </p>
        </div>
        <TestStep step={step} />
        <Button variant="ghost" size="icon-sm" aria-label="Close the step" onClick={onClose}>
          <X />
        </Button>
      </div>
      {current ? null : (
        <p role="status" className="mx-5 mb-2 flex gap-1.5 text-12 text-failed">
          <OctagonX className="mt-px size-3.5" aria-hidden /> The text cannot be read: mend it to go on here.
        </p>
      )}
      <div className="flex min-h-0 flex-1 flex-col" inert={!current}>
        <StepForm
          key={step.index}
          step={body}
          operations={knowledge.operations}
          onChange={change}
          problems={own}
          others={others}
          names={step}
          values={values}
          onEditText={editText}
          foot={
            <div className="flex flex-none items-center gap-2 border-t px-5 py-2.5 max-md:px-3">
              <span className="text-12 text-muted-foreground">Changes are kept at once</span>
              <span className="ml-auto flex gap-1">
                <Button variant="ghost" size="sm" onClick={() => edits.duplicate(index)}>
                  <CopyPlus /> Duplicate
                </Button>
                <Button variant="ghost" size="sm" onClick={() => edits.remove(index)}>
                  <Trash2 /> Remove
                </Button>
              </span>
            </div>
          }
        />
      </div>
    </aside>
  );
}

function problemsOfStep(problems: readonly Problem[], index: number): FieldProblem[] {
  return problems.flatMap((problem) => {
    const [root, place, ...path] = parsePath(problem.path);
    return root === "steps" && place === index
      ? [{ path, message: shortMessage(problem), severity: problem.severity }]
      : [];
  });
}

function workName({ body }: StepData): string {
  if (body.execution_mode === "orchestrated") return "agent";
  if (body.chain !== undefined) return "chain";
  return body.tool === undefined ? "nothing chosen" : `${String(body.tool)}.${String(body.operation ?? "")}`;
}

function WorkIcon({ step: { body } }: { step: StepData }) {
  if (body.execution_mode === "orchestrated") return <Bot className="size-4" aria-hidden />;
  if (body.chain !== undefined) return <Link2 className="size-4" aria-hidden />;
  return <ToolIcon tool={String(body.tool ?? "")} operation={String(body.operation ?? "")} />;
}
