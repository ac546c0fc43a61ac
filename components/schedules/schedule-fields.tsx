"use client";

import { useId } from "react";
import { ZoneInput } from "@/components/shared/zone-input";
import { Field, type FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { ScheduleProblem } from "@/server/core/definition/read-schedule";
import type { Frequency, ScheduleDraft } from "./schedule-draft";
import { Weekdays } from "./weekdays";

const FREQUENCY_OPTIONS: readonly { value: Frequency; label: string }[] = [
  { value: "once", label: "Once" },
  { value: "hourly", label: "Hourly" },
  { value: "daily", label: "Daily" },
  { value: "weekly", label: "Weekly" },
  { value: "monthly", label: "Monthly" },
  { value: "cron", label: "Cron" },
];

const CATCH_UP = { skip: "Leave them out", latest: "Run the latest once", all: "Run all of them" } as const;
const OVERLAP = {
  skip: "Skip the new one",
  queue: "Let the new one wait",
  allow: "Let both run",
  cancel_running: "Cancel the one that runs",
} as const;

export interface ScheduleFieldsProps {
  draft: ScheduleDraft;
  onChange(change: Partial<ScheduleDraft>): void;
  problems: readonly ScheduleProblem[];
}

/** All of a schedule's fields, for its frequency. */
export function ScheduleFields({ draft, onChange, problems }: ScheduleFieldsProps) {
  const id = useId();
  const { frequency } = draft;
  const problem = (key: string) => problems.find((one) => one.key === key)?.message;
  return (
    <>
      <div className="no-scrollbar overflow-x-auto">
        <Segmented
          label="Frequency"
          value={frequency}
          options={FREQUENCY_OPTIONS}
          onValueChange={(next) => onChange({ frequency: next })}
          className="flex w-full [&>*]:flex-1 max-md:[&>*]:px-1"
        />
      </div>
      {frequency === "weekly" ? (
        <Weekdays
          chosen={draft.weekdays}
          onChange={(weekdays) => onChange({ weekdays })}
          error={problem("day_of_week")}
        />
      ) : null}
      <div className="grid grid-cols-2 gap-3">
        {frequency === "cron" ? (
          <Field id={`${id}-cron`} label="Cron" error={problem("cron")} className="col-span-2">
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                value={draft.cron}
                onChange={(event) => onChange({ cron: event.target.value })}
              />
            )}
          </Field>
        ) : (
          <Field
            id={`${id}-time`}
            label={frequency === "hourly" ? "Minutes and seconds of" : "Time"}
            error={problem("time")}
          >
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                value={draft.time}
                onChange={(event) => onChange({ time: event.target.value })}
              />
            )}
          </Field>
        )}
        {frequency === "once" ? (
          <Field id={`${id}-date`} label="Day" error={problem("date")}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={draft.date}
                onChange={(event) => onChange({ date: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        {frequency === "monthly" ? (
          <Field id={`${id}-days`} label="Days of the month" error={problem("day_of_month")}>
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                placeholder="1, 15"
                value={draft.daysOfMonth}
                onChange={(event) => onChange({ daysOfMonth: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <Field id={`${id}-zone`} label="Zone" error={problem("timezone")}>
          {(control) => (
            <ZoneInput control={control} value={draft.timezone} onChange={(timezone) => onChange({ timezone })} />
          )}
        </Field>
        <Field id={`${id}-missed`} label="If runs were missed">
          {(control) => (
            <Choice
              control={control}
              value={draft.catchUp}
              words={CATCH_UP}
              onChange={(catchUp) => onChange({ catchUp })}
            />
          )}
        </Field>
        <Field id={`${id}-overlap`} label="If still running">
          {(control) => (
            <Choice
              control={control}
              value={draft.overlap}
              words={OVERLAP}
              onChange={(overlap) => onChange({ overlap })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function Choice<Value extends string>(props: {
  control: FieldControl;
  value: Value;
  words: Readonly<Record<Value, string>>;
  onChange(value: Value): void;
}) {
  const { control, value, words, onChange } = props;
  return (
    <Select value={value} onValueChange={(next) => onChange(next as Value)}>
      <SelectTrigger {...control}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {(Object.keys(words) as Value[]).map((key) => (
          <SelectItem key={key} value={key}>
            {words[key]}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
