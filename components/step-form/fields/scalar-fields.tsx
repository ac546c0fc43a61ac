"use client";

import { useId, useState } from "react";
import { Inline } from "@/components/chain-builder/docs/markdown";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { useFormScene } from "../form-scene";
import { FieldFrame, TemplateButton } from "./field-frame";
import type { KindFieldProps } from "./schema-field";
import { TemplateInput } from "./template-input";

/** A text. An emptied one is taken out unless something has to stand there. */
export function TextField(props: KindFieldProps<"text"> & { autoPick?: boolean }) {
  const { path, value, label, kind, required, templates, autoPick, onTemplate } = props;
  const { onChange } = useFormScene();
  const text = value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return (
    <FieldFrame field={props}>
      {(control) => (
        <TemplateInput
          control={control}
          label={label}
          value={text}
          long={kind.long || text.includes("\n")}
          templates={templates}
          autoPick={autoPick}
          onChange={(typed) => onChange(path, typed === "" && !required ? undefined : typed)}
          aside={
            <span className="p-[3px]">
              <TemplateButton label={label} on onClick={onTemplate} />
            </span>
          }
        />
      )}
    </FieldFrame>
  );
}

/** A number; while it is none, the text stays here and the value as it was. */
export function NumberField(props: KindFieldProps<"number">) {
  const { path, value, label, schema, onTemplate } = props;
  const { onChange } = useFormScene();
  const [draft, setDraft] = useState<string | null>(null);
  const known = typeof value === "number" ? String(value) : value === undefined || value === null ? "" : String(value);
  const shown = draft !== null && numberOf(draft) === value ? draft : known;
  const take = (typed: string) => {
    const number = numberOf(typed);
    if (typed.trim() === "") onChange(path, undefined);
    else if (number !== undefined) onChange(path, number);
    else onChange(path, typed);
    setDraft(typed);
  };
  return (
    <FieldFrame field={props}>
      {(control) => (
        <span className="flex items-center gap-1">
          <Input
            {...control}
            aria-label={label}
            inputMode="decimal"
            autoComplete="off"
            className="font-mono text-12"
            placeholder={schema.default === undefined ? undefined : String(schema.default)}
            value={shown}
            onChange={(event) => take(event.target.value)}
          />
          <TemplateButton label={label} onClick={onTemplate} />
        </span>
      )}
    </FieldFrame>
  );
}

function numberOf(typed: string): number | undefined {
  const number = Number(typed);
  return typed.trim() === "" || !Number.isFinite(number) ? undefined : number;
}

export function SwitchField(props: KindFieldProps<"switch">) {
  const { path, value, label, schema, onTemplate } = props;
  const { onChange } = useFormScene();
  const id = useId();
  const fallback = schema.default === true || /Default true/.test(schema.description ?? "");
  const on = value === undefined ? fallback : value === true;
  return (
    <div className="flex items-start gap-2.5">
      <Switch
        id={id}
        className="mt-px"
        checked={on}
        aria-describedby={schema.description ? `${id}-hint` : undefined}
        onCheckedChange={(next) => onChange(path, next === fallback && value !== undefined ? undefined : next)}
      />
      <span className="min-w-0 flex-1">
        <Label htmlFor={id}>{label}</Label>
        {schema.description ? (
          <p id={`${id}-hint`} className="text-12 text-muted-foreground">
            <Inline text={schema.description} />
          </p>
        ) : null}
      </span>
      <TemplateButton label={label} onClick={onTemplate} />
    </div>
  );
}

const UNSET = "-";

export function ChoiceField(props: KindFieldProps<"choice">) {
  const { path, value, label, schema, kind, required, onTemplate } = props;
  const { onChange } = useFormScene();
  const fallback = typeof schema.default === "string" ? `${schema.default} (default)` : "Not set";
  const written =
    typeof value === "string" ? (kind.options.find((one) => one === value.toLowerCase()) ?? value) : UNSET;
  const options = written === UNSET || kind.options.includes(written) ? kind.options : [written, ...kind.options];
  return (
    <FieldFrame field={props}>
      {(control) => (
        <span className="flex items-center gap-1">
          <Select value={written} onValueChange={(next) => onChange(path, next === UNSET ? undefined : next)}>
            <SelectTrigger {...control} aria-label={label}>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {required && written !== UNSET ? null : <SelectItem value={UNSET}>{fallback}</SelectItem>}
              {options.map((option) => (
                <SelectItem key={option} value={option}>
                  {option}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
          <TemplateButton label={label} onClick={onTemplate} />
        </span>
      )}
    </FieldFrame>
  );
}
