"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { v7 as uuidv7 } from "uuid";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
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
import { Skeleton } from "@/components/ui/skeleton";
import type { JsonObject } from "@/server/core/json";
import type { ChainView } from "@/server/services/chain-view";
import { ParamField } from "./param-field";
import { firstDrafts, type ParamDrafts, readDrafts } from "./param-values";

export interface RunDialogProps {
  /** Null: closed. */
  chainId: string | null;
  /** Fill the form from this execution. */
  fromExecutionId?: string | null;
  onClose: () => unknown;
}

/** Starts a chain: a form made from its parameters. */
export function RunDialog({ chainId, fromExecutionId = null, onClose }: RunDialogProps) {
  return (
    <Dialog open={chainId !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        {chainId ? <RunContent chainId={chainId} fromExecutionId={fromExecutionId} onClose={onClose} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function RunContent({
  chainId,
  fromExecutionId,
  onClose,
}: {
  chainId: string;
  fromExecutionId: string | null;
  onClose: () => unknown;
}) {
  const trpc = useTRPC();
  const chain = useQuery(trpc.chains.get.queryOptions({ id: chainId }));
  const earlier = useQuery(
    trpc.executions.get.queryOptions({ id: fromExecutionId ?? "" }, { enabled: fromExecutionId !== null }),
  );
  const ready = chain.data && (fromExecutionId === null || !earlier.isPending);
  return (
    <>
      <DialogHeader>
        <DialogTitle>Run {chain.data?.name ?? "the chain"}</DialogTitle>
        <DialogDescription>
          {chain.data
            ? `Version ${chain.data.version.number}. You can watch it from the next page.`
            : "Loading its parameters."}
        </DialogDescription>
      </DialogHeader>
      {chain.error ? <QueryProblem error={chain.error} what="the chain" onRetry={() => chain.refetch()} /> : null}
      {ready ? (
        <RunForm chain={chain.data} earlier={earlier.data?.params} onClose={onClose} />
      ) : chain.error ? null : (
        <DialogBody aria-busy="true">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </DialogBody>
      )}
    </>
  );
}

function RunForm({
  chain,
  earlier,
  onClose,
}: {
  chain: ChainView;
  earlier: JsonObject | undefined;
  onClose: () => unknown;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  // One key for the life of the form: a second click, or a retry after a lost answer, starts nothing twice.
  const [idempotencyKey] = useState(() => uuidv7());
  const defaultValues = useMemo(() => firstDrafts(chain.params, earlier), [chain.params, earlier]);
  const form = useForm<ParamDrafts>({
    defaultValues,
    mode: "onTouched",
    resolver: (drafts) => {
      const read = readDrafts(chain.params, drafts);
      if (read.ok) return { values: drafts, errors: {} };
      const errors = Object.entries(read.errors).map(([name, message]) => [name, { type: "invalid", message }]);
      return { values: {}, errors: Object.fromEntries(errors) };
    },
  });
  const start = useMutation(
    trpc.executions.start.mutationOptions({
      onSuccess: async ({ id }) => {
        // Closing changes the address too, and would undo a navigation that began before it was done.
        await onClose();
        router.push(`/executions/${id}`);
      },
    }),
  );
  const submit = form.handleSubmit((drafts) => {
    const read = readDrafts(chain.params, drafts);
    if (read.ok) start.mutate({ chainId: chain.id, params: read.values, idempotencyKey });
  });
  const names = Object.keys(chain.params);
  return (
    <form noValidate className="flex min-h-0 flex-col" onSubmit={submit}>
      <DialogBody>
        {names.length === 0 ? (
          <p className="text-13 text-muted-foreground">This chain has no parameters. It runs as it is.</p>
        ) : null}
        {Object.entries(chain.params).map(([name, param]) => (
          <ParamField key={name} name={name} param={param} form={form} />
        ))}
        {start.error ? <FieldError>{errorMessage(start.error)}</FieldError> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={start.isPending || start.isSuccess}>
          {start.isPending || start.isSuccess ? (
            "Starting"
          ) : (
            <>
              <Play /> Run
            </>
          )}
        </Button>
      </DialogFooter>
    </form>
  );
}
