"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
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

export interface RestoreVersionProps {
  chainId: string;
  number: number;
  newest: number;
  source: string;
  onRestored(number: number): void;
}

/** Makes an old text the newest version. Nothing is lost: what was newest stays in the list. */
export function RestoreVersion({ chainId, number, newest, source, onRestored }: RestoreVersionProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const save = useMutation(
    trpc.chains.save.mutationOptions({
      onSuccess: async ({ versionNumber }) => {
        setAsking(false);
        toast.success(`Version ${versionNumber} says what version ${number} said.`);
        await queryClient.invalidateQueries(trpc.chains.pathFilter());
        onRestored(versionNumber);
      },
      onError: (error) => void toast.error("It was not restored.", { description: errorMessage(error) }),
    }),
  );
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        <History /> Restore
      </Button>
      <AlertDialog open={asking} onOpenChange={setAsking}>
        <AlertDialogContent>
          <DialogBody className="pt-5">
            <AlertDialogTitle>Restore version {number}?</AlertDialogTitle>
            <AlertDialogDescription>
              Its text becomes version {newest + 1}, and new executions run it. Version {newest} stays in the list, and
              executions under way keep theirs.
            </AlertDialogDescription>
          </DialogBody>
          <DialogFooter>
            <AlertDialogCancel>Not now</AlertDialogCancel>
            <Button
              variant="primary"
              busy={save.isPending}
              onClick={() => save.mutate({ id: chainId, source, baseVersion: newest })}
            >
              Restore as version {newest + 1}
            </Button>
          </DialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}
