"use client";

import { CopyButton } from "@/components/shared/copy-button";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import type { Draft } from "./use-draft";

/** Somebody saved between opening and saving. Nothing is overwritten by itself: a person says which text goes on. */
export function ConflictDialog({ draft }: { draft: Draft }) {
  const { state } = draft;
  const newest = state.newest.number;
  return (
    <AlertDialog open={state.conflict} onOpenChange={(open) => !open && draft.dismissConflict()}>
      <AlertDialogContent>
        <DialogBody className="pt-5">
          <AlertDialogTitle>Publish over version {newest}?</AlertDialogTitle>
          <AlertDialogDescription>
            Your text changes version {state.base.number}. Version {newest} has been published meanwhile, and your text
            does not have what changed there. Both versions stay in the list of versions in any case.
          </AlertDialogDescription>
          <p className="flex items-center gap-2 text-13 text-foreground-2">
            To take your text elsewhere first, copy it: <CopyButton value={state.text} label="Copy my text" />
          </p>
        </DialogBody>
        <DialogFooter className="flex-wrap">
          <AlertDialogCancel>Keep editing</AlertDialogCancel>
          <Button variant="destructive-quiet" onClick={draft.takeNewest}>
            Load version {newest}, drop mine
          </Button>
          <Button variant="primary" onClick={() => void draft.saveOnTop()}>
            Publish mine as version {newest + 1}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
