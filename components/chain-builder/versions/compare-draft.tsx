"use client";

import { useMemo, useState } from "react";
import { plural } from "@/components/shared/format";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { changeCount, changesBetween } from "@/server/core/definition/changes";
import { VersionCompare } from "./version-compare";

export interface CompareDraftProps {
  text: string;
  newest: { number: number; text: string };
}

/** "2 changes since version 14", and a link that shows them. */
export function CompareDraft({ text, newest }: CompareDraftProps) {
  const [open, setOpen] = useState(false);
  const words = useMemo(() => {
    const changes = changesBetween(newest.text, text);
    const count = changes ? changeCount(changes) : 0;
    return count === 0 ? "changed" : plural(count, "change");
  }, [text, newest.text]);
  if (text === newest.text) return null;
  return (
    <>
      {" · "}
      <span className="max-md:hidden">
        {words} since version {newest.number} ·{" "}
      </span>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        Compare
      </button>
      <CompareDialog open={open} onClose={() => setOpen(false)} text={text} newest={newest} />
    </>
  );
}

export interface CompareDialogProps extends CompareDraftProps {
  open: boolean;
  onClose(): void;
}

/** The draft beside the newest version. */
export function CompareDialog({ open, onClose, text, newest }: CompareDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()}>
      <DialogContent className="max-w-[1080px]">
        <DialogHeader>
          <DialogTitle>Compare</DialogTitle>
          <DialogDescription>Your draft with version {newest.number}, the newest.</DialogDescription>
        </DialogHeader>
        {open ? (
          <div className="min-h-0 overflow-y-auto border-t">
            <VersionCompare
              before={{ label: `version ${newest.number}`, text: newest.text }}
              after={{ label: "your draft", text }}
            />
          </div>
        ) : null}
      </DialogContent>
    </Dialog>
  );
}
