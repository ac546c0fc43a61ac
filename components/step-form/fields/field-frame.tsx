"use client";

import { Braces } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Inline } from "@/components/chain-builder/docs/markdown";
import { Button } from "@/components/ui/button";
import { Field, type FieldControl } from "@/components/ui/field";
import { useProblem } from "../form-scene";
import { defaultWords } from "../schema/field-words";
import type { KindFieldProps } from "./schema-field";

/** Label, help and error around a control. `bare`: only the control, and the error below it. */
export function FieldFrame({
  field,
  children,
}: {
  field: Pick<KindFieldProps, "path" | "schema" | "label" | "required" | "bare">;
  children(control: FieldControl): ReactNode;
}) {
  const id = useId();
  const problem = useProblem(field.path, false);
  const { schema, label, required, bare } = field;
  const error = problem?.severity === "error" ? problem.message : undefined;
  if (bare) {
    return (
      <div className="min-w-0 flex-1">
        {children({
          id,
          "aria-invalid": error ? true : undefined,
          "aria-describedby": error ? `${id}-error` : undefined,
        })}
        {error ? (
          <p id={`${id}-error`} role="alert" className="mt-1 text-12 text-failed">
            {error}
          </p>
        ) : null}
      </div>
    );
  }
  const hint = [schema.description, problem?.severity === "warning" ? problem.message : null].filter(Boolean).join(" ");
  return (
    <Field
      id={id}
      label={label}
      aside={required ? "required" : defaultWords(schema)}
      error={error}
      hint={hint ? <Inline text={hint} /> : undefined}
    >
      {children}
    </Field>
  );
}

/** The group of a field that has several controls. */
export function GroupFrame({
  field,
  aside,
  children,
}: {
  field: Pick<KindFieldProps, "path" | "schema" | "label" | "required" | "bare">;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const problem = useProblem(field.path, false);
  const { schema, label, required, bare } = field;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-describedby={schema.description ? id : undefined}>
      <legend className={bare ? "sr-only" : "float-left mb-1.5 flex w-full items-baseline gap-1.5 text-13 font-medium"}>
        {label}
        {bare || required ? null : <span className="ml-auto text-12 font-normal text-muted-foreground">optional</span>}
        {bare || !required ? null : <span className="ml-auto text-12 font-normal text-muted-foreground">required</span>}
      </legend>
      <div className="clear-both flex min-w-0 flex-col gap-2">{children}</div>
      {problem ? (
        <p role="alert" className={problem.severity === "error" ? "text-12 text-failed" : "text-12 text-waiting"}>
          {problem.message}
        </p>
      ) : null}
      {schema.description && !bare ? (
        <p id={id} className="text-12 text-muted-foreground">
          <Inline text={schema.description} />
        </p>
      ) : null}
      {aside}
    </fieldset>
  );
}

/** Switches between a control and an expression. */
export function TemplateButton({ label, on, onClick }: { label: string; on?: boolean; onClick?(): void }) {
  if (!onClick) return null;
  return (
    <Button
      variant="ghost"
      size="icon-xs"
      className="flex-none"
      aria-label={on ? `Give ${label} a plain value` : `Pick a value for ${label}`}
      aria-pressed={on}
      onClick={onClick}
    >
      <Braces />
    </Button>
  );
}
