"use client";

import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import type { FieldProblem } from "@/components/step-form/form-scene";
import { StepForm } from "@/components/step-form/step-form";
import { withValue } from "@/components/step-form/with-value";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { JsonObject } from "@/server/core/json";

export interface TaskDraft {
  name: string;
  body: JsonObject;
}

interface TaskEditorProps {
  draft: TaskDraft;
  operations: readonly OperationHelp[];
  problems: readonly FieldProblem[];
  onChange(draft: TaskDraft): void;
  /** Below the form. */
  actions: ReactNode;
}

/** Name and work of a task: the form of a step that stands alone. */
export function TaskEditor({ draft, operations, problems, onChange, actions }: TaskEditorProps) {
  const whole = problems.filter(({ path, severity }) => path.length === 0 && severity === "error");
  return (
    <Card className="flex flex-col overflow-hidden">
      <CardBody className="border-b">
        <Field id="task-name" label="Name" aside="for lists, and for chains that use it">
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              maxLength={200}
              onChange={(event) => onChange({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
      </CardBody>
      <StepForm
        step={draft.body}
        operations={operations}
        problems={problems}
        onChange={(path, value) => onChange({ ...draft, body: withValue(draft.body, path, value) })}
      />
      {whole.length > 0 ? (
        <ul className="border-t px-5 py-3 text-12 text-failed max-md:px-3">
          {whole.map(({ message }) => (
            <li key={message} className="flex gap-1.5">
              <OctagonX className="mt-px size-3.5 flex-none" aria-hidden />
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">{actions}</div>
    </Card>
  );
}
