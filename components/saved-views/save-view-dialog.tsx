"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
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
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SavedViewPage } from "@/server/core/search/saved-view-pages";

interface SaveViewDialogProps {
  page: SavedViewPage;
  query: string;
  /** Views that are there already. */
  taken: readonly { name: string }[];
  onClose(): void;
}

/** Asks for the name under which filters and order are kept. */
export function SaveViewDialog({ page, query, taken, onClose }: SaveViewDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const id = useId();
  const [name, setName] = useState("");
  const replaces = taken.some((view) => view.name === name.trim());
  const save = useMutation(
    trpc.savedViews.save.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.savedViews.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ page, name, query });
          }}
        >
          <DialogHeader>
            <DialogTitle>Save this view</DialogTitle>
            <DialogDescription>Its filters and order are kept under a name, for you alone.</DialogDescription>
          </DialogHeader>
          <DialogBody>
            <Field
              id={id}
              label="Name"
              hint={replaces ? "You have a view of this name. Saving replaces it." : undefined}
              error={save.error ? errorMessage(save.error) : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  maxLength={60}
                  autoFocus
                  autoComplete="off"
                  onChange={({ target }) => setName(target.value)}
                />
              )}
            </Field>
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button type="button">Not now</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={name.trim() === ""} busy={save.isPending}>
              {replaces ? "Replace the view" : "Save view"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
