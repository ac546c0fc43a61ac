"use client";

import { Controller, type UseFormReturn } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import type { PlanParam } from "@/server/core/plan/plan";
import { choiceText, type ParamDrafts } from "./param-values";

export interface ParamFieldProps {
  name: string;
  param: PlanParam;
  form: UseFormReturn<ParamDrafts>;
  /** Tells the forms of one page apart. */
  idPrefix?: string;
}

/** The control that fits a parameter's type. Its name and type stand in mono at the right of the label. */
export function ParamField({ name, param, form, idPrefix = "param" }: ParamFieldProps) {
  const id = `${idPrefix}-${name}`;
  const label = param.title ?? name;
  const aside = (
    <span>
      <span className="font-mono">
        {param.title ? `${name} · ` : ""}
        {param.type}
      </span>
      {param.required ? "" : ", optional"}
    </span>
  );
  if (param.type === "boolean") return <BooleanField id={id} label={label} name={name} param={param} form={form} />;
  return (
    <Field id={id} label={label} aside={aside} hint={param.description} error={form.formState.errors[name]?.message}>
      {(control) => {
        if (param.enum) {
          return (
            <Controller
              name={name}
              control={form.control}
              render={({ field }) => (
                <Select value={String(field.value ?? "")} onValueChange={field.onChange}>
                  <SelectTrigger {...control} onBlur={field.onBlur}>
                    <SelectValue placeholder="Choose" />
                  </SelectTrigger>
                  <SelectContent>
                    {param.enum?.map((choice) => (
                      <SelectItem key={choiceText(choice)} value={choiceText(choice)}>
                        {choiceText(choice)}
                      </SelectItem>
                    ))}
                  </SelectContent>
                </Select>
              )}
            />
          );
        }
        if (param.type === "array" || param.type === "object") {
          return <Textarea {...control} {...form.register(name)} className="font-mono text-12" spellCheck={false} />;
        }
        const numeric = param.type === "number" || param.type === "integer";
        return (
          <Input {...control} {...form.register(name)} inputMode={numeric ? "decimal" : undefined} autoComplete="off" />
        );
      }}
    </Field>
  );
}

function BooleanField({ id, label, name, param, form }: ParamFieldProps & { id: string; label: string }) {
  return (
    <div className="flex items-start gap-3">
      <Controller
        name={name}
        control={form.control}
        render={({ field }) => (
          <Switch
            id={id}
            checked={field.value === true}
            onCheckedChange={field.onChange}
            aria-describedby={param.description ? `${id}-hint` : undefined}
            className="mt-px"
          />
        )}
      />
      <span className="min-w-0">
        <Label htmlFor={id}>{label}</Label>
        {param.description ? (
          <p id={`${id}-hint`} className="text-12 text-muted-foreground">
            {param.description}
          </p>
        ) : null}
      </span>
    </div>
  );
}
