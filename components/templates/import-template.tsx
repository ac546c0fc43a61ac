"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
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
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const MAX_BYTES = 1_000_000;

/** Brings a template in from a file. Only whoever imports it sees it. */
export function ImportTemplate({ open, onClose }: { open: boolean; onClose(): void }) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent>{open ? <ImportForm onClose={onClose} /> : null}</DialogContent>
    </Dialog>
  );
}

function ImportForm({ onClose }: { onClose(): void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const bring = useMutation(
    trpc.templates.import.mutationOptions({
      onSuccess: ({ id }) => {
        onClose();
        void queries.invalidateQueries(trpc.templates.list.pathFilter());
        toast.success("The template is there. Only you see it.");
        router.push(`/templates/${id}`);
      },
    }),
  );
  const tooLarge = (file?.size ?? 0) > MAX_BYTES;
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={async (event) => {
        event.preventDefault();
        if (file && !tooLarge) bring.mutate({ text: await file.text() });
      }}
    >
      <DialogHeader>
        <DialogTitle>Import a template</DialogTitle>
        <DialogDescription>
          A file that somebody exported from a template. Nothing runs by importing it.
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <Field
          id={id}
          label="Template file"
          aside="YAML, up to 1 MB"
          error={tooLarge ? "This file is larger than 1 MB. Choose a template file." : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="file"
              accept=".yaml,.yml,.json"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          )}
        </Field>
        {bring.error ? <FieldError>{errorMessage(bring.error)}</FieldError> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={file === null || tooLarge} busy={bring.isPending}>
          <Upload /> Import
        </Button>
      </DialogFooter>
    </form>
  );
}
