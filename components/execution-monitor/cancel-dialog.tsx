"use client";

import { useMutation } from "@tanstack/react-query";
import { Square } from "lucide-react";
import { useState } from "react";
import { plural } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ExecutionView } from "@/server/services/execution-view";

export interface CancelDialogProps {
  view: ExecutionView;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Asks before an execution is canceled, says what that does, and keeps the reason in its record. */
export function CancelDialog({ view, open, onOpenChange }: CancelDialogProps) {
  const trpc = useTRPC();
  const [note, setNote] = useState("");
  const cancel = useMutation(trpc.executions.cancel.mutationOptions({ onSuccess: () => onOpenChange(false) }));
  const submit = () => cancel.mutate({ id: view.id, note: note.trim() || undefined });
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <DialogBody className="pt-5">
            <div className="flex flex-col gap-2">
              <AlertDialogTitle>Cancel this execution of {view.chainName}?</AlertDialogTitle>
              <AlertDialogDescription>{consequences(view)}</AlertDialogDescription>
            </div>
            <Field id="cancel-note" label="Reason" aside="optional, kept in the record">
              {(control) => (
                <Input {...control} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
              )}
            </Field>
            {cancel.error ? <FieldError>{errorMessage(cancel.error)}</FieldError> : null}
          </DialogBody>
          <DialogFooter>
            <AlertDialogCancel>Keep running</AlertDialogCancel>
            <Button type="submit" variant="destructive" busy={cancel.isPending}>
              {cancel.isPending ? null : <Square />} Cancel execution
            </Button>
          </DialogFooter>
        </form>
      </AlertDialogContent>
    </AlertDialog>
  );
}

function consequences(view: ExecutionView): string {
  const count = (...statuses: string[]) => view.steps.filter(({ status }) => statuses.includes(status)).length;
  const running = count("running", "waiting", "queued");
  const pending = count("pending");
  const stopped =
    running > 0 ? `${plural(running, "step")} ${running === 1 ? "is" : "are"} stopped now` : "Nothing is running";
  const never = pending > 0 ? `, ${plural(pending, "step")} will not start` : "";
  return `${stopped}${never}. Results of the ${plural(count("succeeded"), "finished step")} stay. What steps did outside is not undone.`;
}
