"use client";

import { useId, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { simulate } from "@/server/core/schedule/simulate";
import { scheduleInWords } from "@/server/core/schedule/words";
import { wallInstant } from "@/server/core/schedule/zone";
import { summaryOf } from "./run-words";
import { firstDraft, isoDay, readDraft, type ScheduleDraft } from "./schedule-draft";
import { ScheduleFields } from "./schedule-fields";
import { SimulatedRuns } from "./simulated-runs";

const FIRST = 10;
const ALL = 50;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Tries a schedule out: when it would run over changes of the clock, and what its policies make of an outage. Nothing runs. */
export function Simulator({ onUse }: { onUse(draft: ScheduleDraft): void }) {
  const id = useId();
  const [draft, setDraft] = useState(() =>
    firstDraft(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC", new Date()),
  );
  const [from, setFrom] = useState(() => isoDay(new Date()));
  const [down, setDown] = useState({ from: "", to: "" });
  const [takes, setTakes] = useState("");
  const [all, setAll] = useState(false);
  const read = useMemo(() => readDraft(draft), [draft]);
  const runs = useMemo(() => {
    if (!read.ok) return [];
    const { timezone } = read.schedule;
    const start = wallInstant(`${from}T00:00`, timezone) ?? Date.now();
    const [begins, ends] = [wallInstant(down.from, timezone), wallInstant(down.to, timezone)];
    const outage = begins !== null && ends !== null && ends > begins ? { from: begins, to: ends } : null;
    const takesMs = Math.min(Math.max(Number(takes) || 0, 0) * MINUTE_MS, 31 * DAY_MS);
    return simulate(read.schedule, { from: start, count: ALL, outage, takesMs });
  }, [read, from, down, takes]);
  const summary = summaryOf(runs);
  return (
    <Card aria-label="Try a schedule">
      <CardHeader>
        <CardTitle>Try a schedule</CardTitle>
        <span className="ml-auto text-12 text-muted-foreground">nothing runs here</span>
      </CardHeader>
      <div className="flex flex-col gap-3.5 p-4 max-md:p-3">
        <ScheduleFields
          draft={draft}
          problems={read.ok ? [] : read.problems}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
        <div className="grid grid-cols-2 gap-3 max-[480px]:grid-cols-1">
          <Field id={`${id}-from`} label="From">
            {(control) => (
              <Input {...control} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
            )}
          </Field>
          <Field id={`${id}-takes`} label="A run takes" aside="minutes">
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                placeholder="a moment"
                value={takes}
                onChange={(event) => setTakes(event.target.value)}
              />
            )}
          </Field>
          <Field id={`${id}-down`} label="Server down from">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={down.from}
                onChange={(event) => setDown({ ...down, from: event.target.value })}
              />
            )}
          </Field>
          <Field
            id={`${id}-up`}
            label="until"
            aside={
              down.from || down.to ? (
                <button type="button" className="link" onClick={() => setDown({ from: "", to: "" })}>
                  No outage
                </button>
              ) : null
            }
          >
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                min={down.from}
                value={down.to}
                onChange={(event) => setDown({ ...down, to: event.target.value })}
              />
            )}
          </Field>
        </div>
        {read.ok ? (
          <p className="text-13" role="status">
            <b className="font-semibold">{scheduleInWords(read.schedule)}.</b>{" "}
            <span className="text-muted-foreground">
              {runs.length === 0 ? "It does not run any more after this day." : summary}
            </span>
          </p>
        ) : null}
      </div>
      {read.ok ? <SimulatedRuns runs={all ? runs : runs.slice(0, FIRST)} timezone={read.schedule.timezone} /> : null}
      <div className="flex items-center border-t px-4 py-2.5 max-md:px-3">
        {runs.length > FIRST ? (
          <Button size="sm" onClick={() => setAll(!all)}>
            {all ? "Fewer" : `${runs.length - FIRST} more`}
          </Button>
        ) : null}
        <Button variant="primary" size="sm" className="ml-auto" disabled={!read.ok} onClick={() => onUse(draft)}>
          Use for a chain
        </Button>
      </div>
    </Card>
  );
}
