"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
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
import { FieldError } from "@/components/ui/field";
import type { TemplateView } from "@/server/services/templates/template-view";
import { type Audience, AudienceFields, addressesOf } from "./audience-fields";

interface AudienceDialogProps {
  template: TemplateView;
  open: boolean;
  onClose(): void;
}

/** Lets people in and out. */
export function AudienceDialog({ template, open, onClose }: AudienceDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent>{open ? <Form template={template} onClose={onClose} /> : null}</DialogContent>
    </Dialog>
  );
}

function Form({ template, onClose }: Omit<AudienceDialogProps, "open">) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const people = template.own?.people ?? [];
  const [audience, setAudience] = useState<Audience>({
    visibility: template.visibility,
    emails: people.map(({ email }) => email).join("\n"),
  });
  const save = useMutation(
    trpc.templates.setAudience.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries(trpc.templates.pathFilter());
        toast.success("Saved.");
        onClose();
      },
    }),
  );
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ id: template.id, visibility: audience.visibility, emails: addressesOf(audience) });
      }}
    >
      <DialogHeader>
        <DialogTitle>Who sees {template.title}</DialogTitle>
        <DialogDescription>Who loses sight of it keeps the copies that there are.</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <AudienceFields value={audience} onChange={setAudience} />
        {save.error ? <FieldError>{errorMessage(save.error)}</FieldError> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
