"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
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

/** Asks, then takes the task out of the lists. */
export function DeleteTask({ task, onClose }: { task: { id: string; name: string }; onClose(): void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.tasks.remove.mutationOptions({
      onSuccess: () => {
        router.push("/tasks?view=saved");
        void queryClient.invalidateQueries(trpc.tasks.list.pathFilter());
      },
      onError: (error) => void toast.error("The task was not deleted.", { description: errorMessage(error) }),
    }),
  );
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <DialogBody className="pt-5">
          <AlertDialogTitle>Delete “{task.name}”?</AlertDialogTitle>
          <AlertDialogDescription>
            It is no longer offered. What ran stays, and chains that were published with it go on working.
          </AlertDialogDescription>
        </DialogBody>
        <DialogFooter>
          <AlertDialogCancel>Keep it</AlertDialogCancel>
          <Button variant="destructive" busy={remove.isPending} onClick={() => remove.mutate({ id: task.id })}>
            Delete the task
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
