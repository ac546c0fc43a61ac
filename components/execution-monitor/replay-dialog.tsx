"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { prettyJson } from "@/components/shared/json-tokens";
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
import { Field, FieldError } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import type { JsonValue } from "@/server/core/json";
import type { ExecutionView, GraphStep } from "@/server/services/execution-view";
import { changedInput } from "./changed-input";

export interface ReplayDialogProps {
  view: ExecutionView;
  plan: GraphStep;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Runs an ended execution again from one of its steps, with its input changed where one likes. */
export function ReplayDialog({ view, plan, open, onOpenChange }: ReplayDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>{open ? <ReplayContent view={view} plan={plan} /> : null}</DialogContent>
    </Dialog>
  );
}

function ReplayContent({ view, plan }: Pick<ReplayDialogProps, "view" | "plan">) {
  const trpc = useTRPC();
  const detail = useQuery(trpc.executions.step.queryOptions({ id: view.id, stepId: plan.id }));
  return (
    <>
      <DialogHeader>
        <DialogTitle>Replay from {plan.name}</DialogTitle>
        <DialogDescription>
          A new execution. It keeps what ended before and beside this step; the step and everything below it run again.
        </DialogDescription>
      </DialogHeader>
      {detail.data ? (
        <ReplayForm view={view} plan={plan} input={plan.loop?.type === "for_each" ? null : detail.data.input} />
      ) : detail.error ? (
        <QueryProblem error={detail.error} what="the step" onRetry={() => detail.refetch()} />
      ) : (
        <DialogBody aria-busy="true">
          <Skeleton className="h-8" />
          <Skeleton className="h-40" />
        </DialogBody>
      )}
    </>
  );
}

type Version = "same" | "newest";

function ReplayForm({ view, plan, input }: { view: ExecutionView; plan: GraphStep; input: JsonValue }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(() => uuidv7());
  const [version, setVersion] = useState<Version>("same");
  const [text, setText] = useState(() => prettyJson(input));
  const [problem, setProblem] = useState<string | null>(null);
  const replay = useMutation(
    trpc.executions.replay.mutationOptions({
      onSuccess: ({ id }) => {
        // What has ended moves no more by itself: its page is to name the replay.
        void queryClient.invalidateQueries({ queryKey: trpc.executions.get.queryKey({ id: view.id }) });
        router.push(`/executions/${id}`);
      },
    }),
  );
  const submit = () => {
    const change = input === null ? { ok: true as const, parameters: {} } : changedInput(input, text);
    setProblem(change.ok ? null : change.problem);
    if (!change.ok) return;
    replay.mutate({ id: view.id, fromStep: plan.id, version, parameters: change.parameters, idempotencyKey });
  };
  const busy = replay.isPending || replay.isSuccess;
  return (
    <form
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        {view.chainId === null ? null : (
          <div className="flex flex-wrap items-center gap-3 text-13">
            <span>Version of the chain</span>
            <Segmented
              label="Version of the chain"
              className="ml-auto"
              value={version}
              onValueChange={setVersion}
              options={[
                { value: "same", label: `The same (${view.versionNumber})` },
                { value: "newest", label: "The newest" },
              ]}
            />
          </div>
        )}
        {input === null ? (
          <p className="text-13 text-muted-foreground">
            {plan.loop?.type === "for_each"
              ? "It runs over its whole list again."
              : "It has not run, so there is no input to change."}
          </p>
        ) : (
          <Field
            id="replay-input"
            label="Input of the step"
            aside="JSON"
            hint="What you change takes the place of what the chain says, as it is. Everything else is filled in anew."
            error={problem ?? undefined}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={12}
                spellCheck={false}
                className="font-mono text-12"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
        {replay.error ? <FieldError>{errorMessage(replay.error)}</FieldError> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={busy}>
          {busy ? null : <History />} Replay
        </Button>
      </DialogFooter>
    </form>
  );
}
