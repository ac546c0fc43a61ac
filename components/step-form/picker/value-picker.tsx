"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { PickedValue, ValueSource } from "../form-scene";
import { EvaluateField } from "./evaluate-field";
import { matchingGroups, shortValue } from "./matching-values";

export interface ValuePickerProps {
  values: ValueSource;
  open: boolean;
  onOpenChange(open: boolean): void;
  onPick(expression: string): void;
  /** The button that opens it. */
  children: ReactNode;
}

/** Values that a template can read here, with what they were the last time. Typing filters, Enter inserts. */
export function ValuePicker({ values, open, onOpenChange, onPick, children }: ValuePickerProps) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent
        align="end"
        className="flex max-h-[420px] w-[440px] max-w-[calc(100vw-24px)] flex-col"
        aria-label="Pick a value"
      >
        <Choices values={values} onPick={onPick} />
      </PopoverContent>
    </Popover>
  );
}

function Choices({ values, onPick }: Pick<ValuePickerProps, "values" | "onPick">) {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const groups = matchingGroups(values.groups, useDeferredValue(typed));
  const flat = groups.flatMap((group) => group.values);
  const chosen = flat[Math.min(at, flat.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (move !== 0 && flat.length > 0) {
      event.preventDefault();
      setAt((now) => (Math.min(now, flat.length - 1) + move + flat.length) % flat.length);
    } else if (event.key === "Enter" && (chosen || typed.trim() !== "")) {
      event.preventDefault();
      onPick(chosen ? chosen.expression : typed.trim());
    }
  };
  return (
    <>
      <div className="p-2.5 pb-1.5">
        <div className="flex h-8 items-center gap-2 rounded-md border border-input px-2.5 focus-within:border-ring focus-within:outline-2 focus-within:outline-offset-[-1px] focus-within:outline-ring">
          <Search className="size-3.5 text-muted-foreground" aria-hidden />
          <input
            // biome-ignore lint/a11y/noAutofocus: whoever opens the picker wants to type
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={chosen ? `${list}-${flat.indexOf(chosen)}` : undefined}
            aria-label="Find a value"
            className="min-w-0 flex-1 bg-transparent font-mono text-12 outline-none"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <div id={list} role="listbox" aria-label="Values" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto pb-1">
        {flat.length === 0 ? (
          <p className="px-3 py-2 text-12 text-muted-foreground">
            No value has "{typed}" in its name. Enter inserts it as an expression.
          </p>
        ) : null}
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list box
          <div key={group.title} role="group" aria-label={group.title}>
            <div className="flex h-[26px] items-center px-3 text-11 font-medium text-muted-foreground" aria-hidden>
              {group.title}
            </div>
            {group.values.map((value) => (
              <Choice
                key={value.expression}
                id={`${list}-${flat.indexOf(value)}`}
                value={value}
                chosen={value === chosen}
                onPick={() => onPick(value.expression)}
              />
            ))}
          </div>
        ))}
      </div>
      {values.evaluate ? <EvaluateField expression={chosen?.expression ?? typed} evaluate={values.evaluate} /> : null}
      <div className="flex items-center gap-2 border-t px-3 py-2 text-12 text-muted-foreground">
        {values.from ? (
          <span className="min-w-0 truncate">
            Values from{" "}
            <Link className="text-live underline-offset-2 hover:underline" href={values.from.href}>
              {values.from.label}
            </Link>
          </span>
        ) : (
          <span>Values appear after the first execution</span>
        )}
        <span className="ml-auto flex flex-none items-center gap-1">
          <Kbd>↑↓</Kbd>
          <Kbd>Enter</Kbd> insert
        </span>
      </div>
    </>
  );
}

interface ChoiceProps {
  id: string;
  value: PickedValue;
  chosen: boolean;
  onPick(): void;
}

function Choice({ id, value, chosen, onPick }: ChoiceProps) {
  const last = value.expression.lastIndexOf(".") + 1;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      title={value.info}
      ref={(element) => {
        if (chosen) element?.scrollIntoView({ block: "nearest" });
      }}
      onClick={onPick}
      className={cn(
        "grid min-h-7 cursor-default grid-cols-[minmax(0,1fr)_auto] items-center gap-3 px-3 font-mono text-12 hover:bg-muted",
        chosen && "bg-pressed hover:bg-pressed",
      )}
    >
      <span className="truncate">
        {value.expression.slice(0, last)}
        <b className="font-semibold">{value.expression.slice(last)}</b>
      </span>
      <span className="flex min-w-0 items-center gap-3">
        {value.value === undefined ? null : (
          <span className="max-w-44 truncate text-foreground-2">{shortValue(value.value)}</span>
        )}
        <span className="text-11 text-muted-foreground">{value.type}</span>
      </span>
    </div>
  );
}
