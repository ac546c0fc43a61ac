"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { type FieldPath, useFormScene } from "../form-scene";

/** Another step of the chain, by what it can be referred to. */
export interface OtherStep {
  id: string;
  title: string;
}

const ENDS = { success: "succeeded", failure: "failed", always: "ended" } as const;
type End = keyof typeof ENDS;

/** What has to come first: the step above, chosen steps, or nothing. */
export function DependenciesField({ step, others }: { step: JsonObject; others: readonly OtherStep[] }) {
  const id = useId();
  const { onChange } = useFormScene();
  const written = Array.isArray(step.depends_on) ? step.depends_on : null;
  const mode = written === null ? "above" : written.length === 0 ? "none" : "chosen";
  const endOf = (other: OtherStep): End | null => {
    const entry = written?.find((one) => isStep(one, other));
    if (entry === undefined) return null;
    const on = typeof entry === "object" && entry !== null && !Array.isArray(entry) ? entry.on : "success";
    return on === "failure" || on === "always" ? on : "success";
  };
  const set = (other: OtherStep, on: End | null) => {
    const rest = (written ?? []).filter((one) => !isStep(one, other));
    const added = on === null ? [] : [on === "success" ? other.id : { step: other.id, on }];
    onChange(["depends_on"], [...rest, ...added]);
  };
  const choose = (next: string) => {
    const [first] = others;
    if (next === "above") onChange(["depends_on"], undefined);
    else onChange(["depends_on"], next === "none" || !first ? [] : [first.id]);
  };
  return (
    <div className="flex flex-col gap-2">
      <Field id={id} label="Runs after">
        {(control) => (
          <Select value={mode} onValueChange={choose}>
            <SelectTrigger {...control} aria-label="Runs after">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value="above">The step above, or the steps that go here</SelectItem>
              <SelectItem value="chosen" disabled={others.length === 0}>
                Chosen steps
              </SelectItem>
              <SelectItem value="none">Nothing: it starts at once</SelectItem>
            </SelectContent>
          </Select>
        )}
      </Field>
      {mode === "chosen" ? (
        <ul className="flex flex-col gap-1.5">
          {others.map((other) => {
            const on = endOf(other);
            return (
              <li key={other.id} className="flex min-h-8 items-center gap-2 text-13">
                <Checkbox
                  checked={on !== null}
                  aria-label={`After ${other.title}`}
                  onCheckedChange={(checked) => set(other, checked === true ? "success" : null)}
                />
                <span className="min-w-0 flex-1 truncate">{other.title}</span>
                {on === null ? null : (
                  <Select value={on} onValueChange={(next) => set(other, next in ENDS ? (next as End) : "success")}>
                    <SelectTrigger aria-label={`How ${other.title} has to end`} className="w-32">
                      <SelectValue />
                    </SelectTrigger>
                    <SelectContent>
                      {Object.entries(ENDS).map(([end, words]) => (
                        <SelectItem key={end} value={end}>
                          has {words}
                        </SelectItem>
                      ))}
                    </SelectContent>
                  </Select>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}

function isStep(entry: JsonValue, { id, title }: OtherStep): boolean {
  const name = typeof entry === "object" && entry !== null && !Array.isArray(entry) ? entry.step : entry;
  return name === id || name === title;
}

export interface StepChoiceProps {
  path: FieldPath;
  label: string;
  value: JsonValue | undefined;
  others: readonly OtherStep[];
  /** What nothing chosen means. */
  none: string;
  help?: string;
}

const NONE = "-";

/** One of the other steps. */
export function StepChoice({ path, label, value, others, none, help }: StepChoiceProps) {
  const id = useId();
  const { onChange } = useFormScene();
  const written = typeof value === "string" ? value : NONE;
  const known = written === NONE || others.some((other) => isStep(written, other));
  const chosen = others.find((other) => isStep(written, other))?.id ?? written;
  return (
    <Field id={id} label={label} hint={help} error={known ? undefined : `There is no step "${written}".`}>
      {(control) => (
        <Select value={chosen} onValueChange={(next) => onChange(path, next === NONE ? undefined : next)}>
          <SelectTrigger {...control} aria-label={label}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={NONE}>{none}</SelectItem>
            {known ? null : <SelectItem value={written}>{written}</SelectItem>}
            {others.map((other) => (
              <SelectItem key={other.id} value={other.id}>
                {other.title}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
