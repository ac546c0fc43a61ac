"use client";

import { useId, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type FieldPath, useFormScene, useProblem } from "../form-scene";

export interface NameFieldProps {
  path: FieldPath;
  label: string;
  value: string;
  /** What holds when nothing is written. */
  fallback?: string;
  hint?: string;
  mono?: boolean;
}

/** A name that others refer to: taken over when one leaves the field or presses Enter, not with every key. */
export function NameField({ path, label, value, fallback, hint, mono }: NameFieldProps) {
  const id = useId();
  const { onChange } = useFormScene();
  const problem = useProblem(path, true);
  const [draft, setDraft] = useState<string | null>(null);
  const take = () => {
    if (draft !== null && draft.trim() !== value) onChange(path, draft.trim() === "" ? undefined : draft.trim());
    setDraft(null);
  };
  return (
    <Field id={id} label={label} hint={hint} error={problem?.message}>
      {(control) => (
        <Input
          {...control}
          data-field={path.join(".")}
          autoComplete="off"
          spellCheck={false}
          className={mono ? "font-mono text-12" : undefined}
          placeholder={fallback}
          value={draft ?? value}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
            if (event.key === "Enter" || saves) take();
            if (event.key === "Escape" && draft !== null) {
              event.stopPropagation();
              setDraft(null);
            }
          }}
        />
      )}
    </Field>
  );
}
