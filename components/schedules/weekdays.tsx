"use client";

import { ToggleGroup } from "radix-ui";
import { FieldError } from "@/components/ui/field";
import { WEEKDAYS } from "@/server/core/definition/schema/schedule";

/** From Monday on, as calendars show a week. */
const ORDER = [...WEEKDAYS.slice(1), WEEKDAYS[0]] as const;

export interface WeekdaysProps {
  chosen: readonly string[];
  onChange(days: string[]): void;
  error?: string;
}

/** Any of the seven. */
export function Weekdays({ chosen, onChange, error }: WeekdaysProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <ToggleGroup.Root
        type="multiple"
        aria-label="Days of the week"
        value={[...chosen]}
        onValueChange={onChange}
        className="grid grid-cols-7 gap-1"
      >
        {ORDER.map((day) => (
          <ToggleGroup.Item
            key={day}
            value={day}
            aria-label={day}
            className="h-8 rounded-md border border-border-strong text-12 font-medium text-foreground-2 capitalize hover:bg-muted data-[state=on]:border-primary data-[state=on]:bg-primary data-[state=on]:text-primary-foreground"
          >
            {day.slice(0, 2)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {error ? <FieldError>{error}</FieldError> : null}
    </div>
  );
}
