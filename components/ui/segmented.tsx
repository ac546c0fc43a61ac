"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface SegmentedProps<Value extends string> {
  /** Says what is chosen, for those who do not see it. */
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; disabled?: boolean }[];
  className?: string;
}

/** One of a few, all visible. Arrow keys move, as in a radio group. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, onValueChange, options, className } = props;
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onValueChange(option.value);
  };
  return (
    <ToggleGroup.Root
      data-slot="segmented"
      type="single"
      aria-label={label}
      value={value}
      onValueChange={choose}
      className={cn("inline-flex flex-none gap-0.5 rounded-lg bg-pressed p-0.5", className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="inline-flex h-[26px] items-center justify-center gap-1.5 rounded-md px-2.5 text-12 font-medium whitespace-nowrap text-foreground-2 hover:text-foreground data-[state=on]:bg-card data-[state=on]:text-foreground data-[state=on]:shadow-[0_0_0_1px_var(--border-strong)] [&_svg:not([class*='size-'])]:size-3.5"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
