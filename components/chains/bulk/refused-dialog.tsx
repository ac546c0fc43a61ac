"use client";

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
import type { Refusals } from "./use-chain-bulk";

/** What was not done, chain by chain, and why. */
export function RefusedDialog({ refusals, onClose }: { refusals: Refusals; onClose(): void }) {
  return (
    <Dialog open={refusals !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Not everything could be done</DialogTitle>
          <DialogDescription>{refusals?.done} These were left as they are:</DialogDescription>
        </DialogHeader>
        <DialogBody>
          <ul className="grid gap-2 text-13">
            {refusals?.items.map(({ id, name, why }) => (
              <li key={id} className="border-b pb-2 last:border-b-0">
                <b className="font-medium">{name}</b>
                <span className="block text-foreground-2">{why}</span>
              </li>
            ))}
          </ul>
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="primary">Close</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
