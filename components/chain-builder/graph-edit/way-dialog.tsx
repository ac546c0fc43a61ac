"use client";

import { useId, useState } from "react";
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
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { isNamed, type StepData } from "../edits/steps-of";
import { type Way, waysOf } from "./ways";

export interface WayDialogProps {
  /** The step and where the way leads; null: closed. `goto` null: a new way. */
  open: { from: string; goto: string | null } | null;
  steps: readonly StepData[];
  onClose(): void;
  onSave(from: string, place: number | null, way: Way): void;
}

/** Condition and goal of a way out of a step. The first way whose condition holds is taken. */
export function WayDialog({ open, steps, onClose, onSave }: WayDialogProps) {
  const from = steps.find(({ id }) => id === open?.from);
  return (
    <Dialog open={from !== undefined} onOpenChange={(now) => !now && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {open?.goto === null ? `A new way out of ${from?.title}` : `A way out of ${from?.title}`}
          </DialogTitle>
          <DialogDescription>The first way whose condition holds is taken, in their order.</DialogDescription>
        </DialogHeader>
        {open && from ? <Form key={`${open.from} ${open.goto}`} goto={open.goto} {...{ from, steps, onSave }} /> : null}
      </DialogContent>
    </Dialog>
  );
}

interface FormProps extends Pick<WayDialogProps, "steps" | "onSave"> {
  from: StepData;
  goto: string | null;
}

function Form({ from, goto, steps, onSave }: FormProps) {
  const id = useId();
  const targets = [
    ...steps.filter((step) => step !== from).map((step) => ({ id: step.id, title: step.title })),
    { id: "end", title: "End the chain" },
  ];
  const ways = waysOf(from.body);
  const target = steps.find((step) => step.id === goto);
  const found = ways.findIndex((way) => way.goto === goto || (target !== undefined && isNamed(target, way.goto)));
  const place = goto === null || found < 0 ? null : found;
  const [when, setWhen] = useState((place === null ? null : ways[place]?.when) ?? "");
  const [to, setTo] = useState(goto ?? targets[0]?.id ?? "end");
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(from.id, place, { when: when.trim() === "" ? null : when.trim(), goto: to });
      }}
    >
      <DialogBody>
        <Field id={`${id}-when`} label="If" hint="Empty: whenever no way before it was taken.">
          {(control) => (
            <Input
              {...control}
              autoFocus
              spellCheck={false}
              className="font-mono text-12"
              placeholder={`${from.outputKey} > 0`}
              value={when}
              onChange={(event) => setWhen(event.target.value)}
            />
          )}
        </Field>
        <Field id={`${id}-goto`} label="Go to">
          {(control) => (
            <Select value={to} onValueChange={setTo}>
              <SelectTrigger {...control}>
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {targets.map((one) => (
                  <SelectItem key={one.id} value={one.id}>
                    {one.title}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary">
          {place === null ? "Add the way" : "Change it"}
        </Button>
      </DialogFooter>
    </form>
  );
}
