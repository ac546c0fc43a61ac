"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ban, Hourglass, Send, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { answerText, curlText, requestText } from "@/components/hooks/request-text";
import { CodeBlock } from "@/components/shared/code-block";
import { CopyButton } from "@/components/shared/copy-button";
import { formatDuration } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeliveryView } from "@/server/services/hooks/hooks";
import { DeliveryStateWord } from "./delivery-state";

/** One delivery: its tries, what was sent and what came back, and another try. */
export function DeliveryPane({ id }: { id: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const delivery = useQuery({ ...trpc.hooks.get.queryOptions({ id }), refetchInterval: 3_000 });
  const after = {
    onSuccess: () => void queryClient.invalidateQueries(trpc.hooks.pathFilter()),
    onError: (error: unknown) => void toast.error(errorMessage(error)),
  };
  const redeliver = useMutation(trpc.hooks.redeliver.mutationOptions(after));
  const giveUp = useMutation(trpc.hooks.giveUp.mutationOptions(after));
  if (delivery.error)
    return <QueryProblem error={delivery.error} what="the delivery" onRetry={() => delivery.refetch()} />;
  const one = delivery.data;
  if (!one) return <Skeleton className="h-64" />;
  const canRedeliver = ["webhook", "metric", "dispatch_task"].includes(one.type);
  return (
    <Card aria-label="Delivery" className="divide-y">
      <div className="flex flex-col gap-2 p-4">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="text-14 font-semibold">
            {one.stepName ?? one.chainName}, {one.moment}
          </h2>
          <DeliveryStateWord state={one.state} />
        </div>
        <p className="font-mono text-12 break-all text-muted-foreground">msg_{one.id}</p>
        <div className="flex flex-wrap gap-2">
          {canRedeliver ? (
            <Button
              variant="primary"
              size="sm"
              disabled={one.state === "sending"}
              busy={redeliver.isPending}
              onClick={() => redeliver.mutate({ ids: [id] })}
            >
              <Send /> Redeliver now
            </Button>
          ) : null}
          {one.state === "waiting" ? (
            <Button size="sm" busy={giveUp.isPending} onClick={() => giveUp.mutate({ ids: [id] })}>
              <Ban /> Give up
            </Button>
          ) : null}
          {one.type === "webhook" && one.request ? (
            <CopyButton value={curlText(one.request)} label="Copy as curl" variant="default" size="icon-sm" />
          ) : null}
          <Button asChild size="sm">
            <Link href={`/executions/${one.executionId}`}>Open the execution</Link>
          </Button>
        </div>
        <Why delivery={one} />
      </div>
      <Section title="Tries" about={`${one.attempts} so far`}>
        {one.tries.length === 0 ? (
          <p className="text-13 text-muted-foreground">
            {one.type === "log" || one.type === "transform" ? "Done at the moment itself." : "Not tried yet."}
          </p>
        ) : (
          <ol className="grid gap-1.5 text-13">
            {one.tries.map((tried) => (
              <li key={`${tried.at}-${tried.ms}`} className="flex items-baseline gap-3">
                <span className="font-mono text-12 text-muted-foreground">
                  <Time at={tried.at} as="clock" />
                </span>
                <span className="min-w-0 flex-1 break-words">{tried.outcome}</span>
                <span className="font-mono text-12 text-muted-foreground">{formatDuration(tried.ms)}</span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      {one.request ? (
        <Section title="Request" about={one.type === "webhook" ? "Secrets and variables by name" : one.type}>
          <CodeBlock label="Request">{requestText(one.type, one.request)}</CodeBlock>
        </Section>
      ) : null}
      {one.answer ? (
        <Section title="Last answer" about={typeof one.answer.status === "number" ? String(one.answer.status) : ""}>
          <CodeBlock label="Last answer">{answerText(one.answer)}</CodeBlock>
          {one.dispatchedId ? (
            <Link className="text-13 text-live hover:underline" href={`/executions/${one.dispatchedId}`}>
              Open what it started
            </Link>
          ) : null}
        </Section>
      ) : null}
    </Card>
  );
}

function Why({ delivery }: { delivery: DeliveryView }) {
  if (delivery.state === "waiting" && delivery.isBlocked)
    return (
      <Note icon={Hourglass} tone="s-waiting">
        It waits for the hook before it. Hooks of one moment come in their order.
      </Note>
    );
  if (delivery.reason === null || delivery.state === "delivered") return null;
  const isWaiting = delivery.state === "waiting" || delivery.state === "sending";
  return (
    <Note icon={isWaiting ? Hourglass : TriangleAlert} tone={isWaiting ? "s-waiting" : "s-failed"}>
      {delivery.reason}
    </Note>
  );
}

function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2 p-4">
      <h3 className="flex items-baseline gap-2 text-13 font-semibold">
        {title} <span className="text-12 font-normal text-muted-foreground">{about}</span>
      </h3>
      {children}
    </div>
  );
}
