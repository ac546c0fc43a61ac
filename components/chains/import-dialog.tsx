"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, FileUp, OctagonX } from "lucide-react";
import { useId, useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
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
import { Label } from "@/components/ui/label";
import type { HandedIn, ImportItem } from "@/server/services/chain-files/chain-import";

/** Files become chains: first what would come of them, with what is wrong in each, then the chains. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [files, setFiles] = useState<HandedIn[]>([]);
  const fieldId = useId();
  const preview = useMutation({
    mutationFn: async (chosen: FileList) => {
      const read = await Promise.all([...chosen].map(handedIn));
      setFiles(read);
      return client.chainImport.preview.mutate({ files: read });
    },
  });
  const create = useMutation({
    mutationFn: () => client.chainImport.create.mutate({ files }),
    onSuccess: ({ items }) => {
      void queryClient.invalidateQueries(trpc.chains.pathFilter());
      toast.success(`${plural(items.length, "chain")} imported.`);
      onClose();
    },
  });
  const items = preview.data?.items ?? [];
  const ready = items.filter((item) => item.ready).length;
  const problem = preview.error ?? create.error;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent className="max-w-[560px]">
        <DialogHeader>
          <DialogTitle>Import chains</DialogTitle>
          <DialogDescription>
            Definitions as YAML or JSON, or an archive that was exported here. Chains with a schedule start with it
            paused.
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          <div className="grid gap-1.5">
            <Label htmlFor={fieldId}>Files</Label>
            <input
              id={fieldId}
              type="file"
              multiple
              accept=".yaml,.yml,.json,.zip"
              className="rounded-md border border-input bg-card p-2 text-13 file:mr-3 file:rounded-md file:border file:border-border-strong file:bg-card file:px-2.5 file:py-1 file:text-12 file:font-medium"
              onChange={({ target }) => {
                create.reset();
                if (target.files && target.files.length > 0) preview.mutate(target.files);
              }}
            />
          </div>
          {preview.isPending ? (
            <p role="status" className="text-13 text-muted-foreground">
              Reading the files…
            </p>
          ) : null}
          {problem ? <FieldError>{errorMessage(problem)}</FieldError> : null}
          {items.length > 0 ? (
            <ul aria-label="What would be imported" className="grid gap-2">
              {items.map((item) => (
                <Item key={item.file} item={item} />
              ))}
            </ul>
          ) : null}
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={create.isPending}
            disabled={ready === 0 || preview.isPending}
            onClick={() => create.mutate()}
          >
            <FileUp /> {ready === 0 ? "Import" : `Import ${plural(ready, "chain")}`}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Item({ item }: { item: ImportItem }) {
  const { file, name, renamedTo, steps, problems, missingSecrets, scheduled, ready } = item;
  const Icon = ready ? CircleCheck : OctagonX;
  const facts = [plural(steps, "step"), scheduled ? "its schedule starts paused" : "", `from ${file}`];
  return (
    <li className="flex gap-2.5 border-b pb-2 text-13 last:border-b-0">
      <Icon className={ready ? "mt-0.5 size-4 text-succeeded" : "mt-0.5 size-4 text-failed"} aria-hidden />
      <div className="min-w-0">
        <b className="font-medium">{renamedTo ?? name ?? file}</b>
        <span className="sr-only">{ready ? ", ready" : ", cannot be imported"}</span>
        <span className="block text-12 break-words text-muted-foreground">{facts.filter(Boolean).join(", ")}</span>
        {renamedTo ? <span className="block text-12">You have a chain named “{name}” already.</span> : null}
        {missingSecrets.length > 0 ? (
          <span className="block text-12 text-failed">
            Needs {missingSecrets.length === 1 ? "the secret" : "the secrets"} {missingSecrets.join(", ")}: add{" "}
            {missingSecrets.length === 1 ? "it" : "them"} in the settings, then choose the file again.
          </span>
        ) : null}
        {problems.slice(0, 5).map((problem) => (
          <span key={`${problem.line}${problem.message}`} className="block text-12 break-words">
            Line {problem.line}: {problem.message}
          </span>
        ))}
        {problems.length > 5 ? <span className="block text-12">and {problems.length - 5} more</span> : null}
      </div>
    </li>
  );
}

async function handedIn(file: File): Promise<HandedIn> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces: string[] = [];
  // In pieces: a function takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return { name: file.name, base64: btoa(pieces.join("")) };
}
