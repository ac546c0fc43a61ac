"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";

export interface CheckBoxProps {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
  className?: string;
}

/** A box with its words, which can be pressed too. */
export function CheckBox({ label, checked, onChange, className }: CheckBoxProps) {
  const id = useId();
  return (
    <span className={cn("flex min-h-6 items-center gap-1.5 text-13", className)}>
      <Checkbox id={id} checked={checked} onCheckedChange={(on) => onChange(on === true)} />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
