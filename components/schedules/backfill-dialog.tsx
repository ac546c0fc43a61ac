"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { firesBetween } from "@/server/core/schedule/next-fires";
import { wallInstant } from "@/server/core/schedule/zone";
import type { ChainSchedule } from "@/server/services/schedules";
import { runTimes } from "./run-words";
import { isoDay } from "./schedule-draft";

const MOST = 500;
const SHOWN = 5;
const DAY_MS = 86_400_000;

/** Chooses a window of the past, shows the runs that it has, and starts them. Null: closed. */
export function BackfillDialog({ schedule, onClose }: { schedule: ChainSchedule | null; onClose(): void }) {
  return (
    <Dialog open={schedule !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent>{schedule ? <Content schedule={schedule} onClose={onClose} /> : null}</DialogContent>
    </Dialog>
  );
}

function Content({ schedule, onClose }: { schedule: ChainSchedule; onClose(): void }) {
  const id = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { timezone } = schedule.schedule;
  const [from, setFrom] = useState(() => `${isoDay(new Date(Date.now() - 7 * DAY_MS))}T00:00`);
  const [to, setTo] = useState(() => `${isoDay(new Date())}T00:00`);
  const [parallel, setParallel] = useState("2");
  const window = useMemo(() => {
    const [begins, ends] = [wallInstant(from, timezone), wallInstant(to, timezone)];
    if (begins === null || ends === null || ends <= begins) return null;
    return { from: begins, to: ends, moments: firesBetween(schedule.schedule, begins, ends, MOST + 1) };
  }, [from, to, timezone, schedule.schedule]);
  const start = useMutation(
    trpc.schedules.backfill.mutationOptions({
      onSuccess: async ({ runs }) => {
        toast.success(`${plural(runs, "run")} of ${schedule.chainName} will be made up for.`);
        onClose();
        await queryClient.invalidateQueries(trpc.schedules.pathFilter());
      },
    }),
  );
  const moments = window?.moments ?? [];
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        if (!window) return;
        const { from: begins, to: ends } = window;
        start.mutate({ chainId: schedule.chainId, from: begins, to: ends, parallel: Number(parallel) });
      }}
    >
      <DialogHeader>
        <DialogTitle>Backfill {schedule.chainName}</DialogTitle>
        <DialogDescription>
          Runs it for every moment of its schedule in a window of the past, in {timezone}.
        </DialogDescription>
      </DialogHeader>
      <DialogBody className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Field id={`${id}-from`} label="From">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            )}
          </Field>
          <Field id={`${id}-to`} label="To">
            {(control) => (
              <Input {...control} type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
            )}
          </Field>
        </div>
        <Field id={`${id}-parallel`} label="At the same time" aside="1 to 10" hint="The oldest moments go first.">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={10}
              value={parallel}
              onChange={(event) => setParallel(event.target.value)}
            />
          )}
        </Field>
        <div role="status" className="text-13">
          {!window ? (
            <FieldError>The window ends before it begins. Choose a later end.</FieldError>
          ) : moments.length === 0 ? (
            "The schedule has no moment in this window."
          ) : (
            <>
              <p className="font-medium">
                {moments.length > MOST
                  ? `More than ${MOST} runs: choose a shorter window.`
                  : plural(moments.length, "run")}
              </p>
              <ol className="mt-1 font-mono text-12 text-foreground-2">
                {moments.slice(0, SHOWN).map((at) => {
                  const { day, time } = runTimes(at, timezone);
                  return <li key={at}>{`${day} ${time}`}</li>;
                })}
              </ol>
              {moments.length > SHOWN ? <p className="text-12 text-muted-foreground">and so on</p> : null}
            </>
          )}
        </div>
        {start.error ? <FieldError>{errorMessage(start.error)}</FieldError> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          variant="primary"
          busy={start.isPending}
          disabled={moments.length === 0 || moments.length > MOST}
        >
          <History /> Start {moments.length > 0 && moments.length <= MOST ? plural(moments.length, "run") : "the runs"}
        </Button>
      </DialogFooter>
    </form>
  );
}
