"use client";

import { useId, useState } from "react";
import { plural } from "@/components/shared/format";
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

interface CancelManyDialogProps {
  count: number;
  busy: boolean;
  onCancel(note: string): void;
  onClose(): void;
}

/** Asks once for all, and keeps the reason in the record of each. */
export function CancelManyDialog({ count, busy, onCancel, onClose }: CancelManyDialogProps) {
  const [note, setNote] = useState("");
  const id = useId();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            onCancel(note.trim());
          }}
        >
          <DialogHeader>
            <DialogTitle>Cancel {plural(count, "execution")}?</DialogTitle>
            <DialogDescription>
              Running steps are stopped, the rest does not start. What has ended is kept, and can be replayed.
            </DialogDescription>
          </DialogHeader>
          <DialogBody>
            <Field id={id} label="Reason" aside="kept in the record">
              {(control) => (
                <Input {...control} value={note} maxLength={1_000} onChange={({ target }) => setNote(target.value)} />
              )}
            </Field>
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button type="button">Keep running</Button>
            </DialogClose>
            <Button type="submit" variant="destructive" busy={busy}>
              Cancel {plural(count, "execution")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
