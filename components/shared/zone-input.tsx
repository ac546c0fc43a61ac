"use client";

import type { FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface ZoneInputProps {
  control: FieldControl;
  value: string;
  onChange(zone: string): void;
}

/** An IANA timezone, with those that this browser knows as suggestions. */
export function ZoneInput({ control, value, onChange }: ZoneInputProps) {
  const list = `${control.id}-zones`;
  return (
    <>
      <Input {...control} list={list} value={value} onChange={(event) => onChange(event.target.value)} />
      <datalist id={list}>
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
