"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { FieldControl } from "@/components/ui/field";
import { inputClasses } from "@/components/ui/input";

interface ChipsInputProps {
  control: FieldControl;
  values: readonly string[];
  onChange(values: string[]): void;
  placeholder?: string;
  readOnly?: boolean;
}

/** Several short values in one field. Enter, a comma or leaving the field adds one; Backspace in the empty field takes off the last. */
export function ChipsInput({ control, values, onChange, placeholder, readOnly = false }: ChipsInputProps) {
  const [text, setText] = useState("");
  const add = (typed: string) => {
    const found = typed.split(/[\s,]+/).filter((value) => value !== "" && !values.includes(value));
    setText("");
    if (found.length > 0) onChange([...values, ...new Set(found)]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly) return;
    if (event.key === "Backspace" && text === "" && values.length > 0) onChange(values.slice(0, -1));
    if (event.key !== "Enter" || text.trim() === "") return;
    // The form is not sent by the key that ends a value.
    event.preventDefault();
    add(text);
  };
  return (
    <span
      className={cn(
        inputClasses,
        "flex min-h-8 flex-wrap items-center gap-1.5 px-2 py-1 has-[input:focus-visible]:border-ring has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-[-1px] has-[input:focus-visible]:outline-ring max-md:min-h-9",
        control["aria-invalid"] && "border-failed-solid",
        readOnly && "border-border-strong bg-muted",
      )}
    >
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-[22px] max-w-full items-center gap-1 rounded-sm bg-pressed pr-1 pl-1.5 font-mono text-12"
        >
          <span className="truncate">{value}</span>
          {readOnly ? null : (
            <button
              type="button"
              aria-label={`Take ${value} off the list`}
              className="relative rounded-sm after:absolute after:-inset-1.5 hover:text-foreground"
              onClick={() => onChange(values.filter((one) => one !== value))}
            >
              <X className="size-3" aria-hidden />
            </button>
          )}
        </span>
      ))}
      <input
        {...control}
        value={text}
        readOnly={readOnly}
        autoComplete="off"
        spellCheck={false}
        placeholder={values.length === 0 ? placeholder : undefined}
        className="h-[22px] min-w-20 flex-1 bg-transparent font-mono text-12 outline-none placeholder:font-sans placeholder:text-muted-foreground"
        onChange={({ target }) => (target.value.includes(",") ? add(target.value) : setText(target.value))}
        onKeyDown={onKeyDown}
        onBlur={() => add(text)}
        onPaste={(event) => {
          if (readOnly) return;
          const pasted = event.clipboardData.getData("text");
          if (!/[\s,]/.test(pasted.trim())) return;
          event.preventDefault();
          add(`${text} ${pasted}`);
        }}
      />
    </span>
  );
}
