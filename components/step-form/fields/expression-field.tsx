"use client";

import { useId } from "react";
import { Inline } from "@/components/chain-builder/docs/markdown";
import { Field } from "@/components/ui/field";
import type { JsonValue } from "@/server/core/json";
import { type FieldPath, useFormScene, useProblem } from "../form-scene";
import { TemplateInput } from "./template-input";

export interface ExpressionFieldProps {
  path: FieldPath;
  label: string;
  value: JsonValue | undefined;
  help?: string;
  hint?: string;
}

/** A condition: an expression without braces. */
export function ExpressionField({ path, label, value, help, hint = "" }: ExpressionFieldProps) {
  const id = useId();
  const { onChange } = useFormScene();
  const problem = useProblem(path, true);
  const text = value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return (
    <Field
      id={id}
      label={label}
      aside="expression, optional"
      error={problem?.message}
      hint={help ? <Inline text={help} /> : undefined}
    >
      {(control) => (
        <TemplateInput
          control={control}
          label={label}
          value={text}
          hint={hint}
          expression
          onChange={(typed) => onChange(path, typed === "" ? undefined : typed)}
        />
      )}
    </Field>
  );
}
