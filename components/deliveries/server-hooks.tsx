"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ListChecks, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";

/** Hooks of all chains, for administrators. */
export function ServerHooks() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <ListChecks /> Hooks of all chains
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent className="max-w-[640px]">
          <DialogHeader>
            <DialogTitle>Hooks of all chains</DialogTitle>
            <DialogDescription>
              They are told of every chain on this server, whoever owns it. Written like the <code>hooks</code> of a
              chain; empty: none.
            </DialogDescription>
          </DialogHeader>
          {open ? <Editor onDone={() => setOpen(false)} /> : null}
        </DialogContent>
      </Dialog>
    </>
  );
}

function Editor({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const stored = useQuery({ ...trpc.hooks.serverHooks.queryOptions(), gcTime: 0 });
  const [source, setSource] = useState<string | null>(null);
  const save = useMutation(
    trpc.hooks.setServerHooks.mutationOptions({
      onSuccess() {
        toast.success("Saved. The hooks count from now on.");
        void queryClient.invalidateQueries(trpc.hooks.serverHooks.pathFilter());
        onDone();
      },
    }),
  );
  if (!stored.data)
    return (
      <DialogBody>
        <Skeleton className="h-40" />
      </DialogBody>
    );
  const { version, env } = stored.data;
  const text = source ?? stored.data.source;
  return (
    <>
      <DialogBody>
        <Field
          id="server-hooks"
          label="YAML"
          hint={env.length === 0 ? "No environment variables are allowed." : `Environment variables: ${env.join(", ")}`}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={14}
              spellCheck={false}
              className="font-mono text-12"
              value={text}
              onChange={(event) => setSource(event.target.value)}
            />
          )}
        </Field>
        {save.error ? (
          <Note icon={TriangleAlert} tone="s-failed" urgent>
            {errorMessage(save.error)}
          </Note>
        ) : null}
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          busy={save.isPending}
          onClick={() => save.mutate({ source: text, baseVersion: version })}
        >
          Save
        </Button>
      </DialogFooter>
    </>
  );
}
