"use client";

import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";

export interface PublishFirstProps {
  open: boolean;
  /** Number of the newest version. */
  newest: number;
  onClose(): void;
  onRunOld(): void;
  onPublish(): void;
}

/** An execution takes a version, never a draft: which one shall it be? */
export function PublishFirst({ open, newest, onClose, onRunOld, onPublish }: PublishFirstProps) {
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <AlertDialog open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <AlertDialogContent>
        <DialogBody className="pt-5">
          <AlertDialogTitle>Publish the changes first?</AlertDialogTitle>
          <AlertDialogDescription>
            An execution runs a version. Your changes are a draft of version {newest + 1}; version {newest} runs without
            them.
          </AlertDialogDescription>
        </DialogBody>
        <DialogFooter className="flex-wrap">
          <AlertDialogCancel>Keep editing</AlertDialogCancel>
          <Button onClick={then(onRunOld)}>Execute version {newest}</Button>
          <Button variant="primary" onClick={then(onPublish)}>
            Publish and execute
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
