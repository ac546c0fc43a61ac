"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { formatCount, formatDuration } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { HostRow } from "@/server/services/hooks/hooks";
import { Until } from "./until";

interface Inside {
  delivered: number;
  failed: number;
}

/** The circuit breaker of each host, and what goes to no host at all. */
export function HostCards({ hosts, inside, now }: { hosts: readonly HostRow[]; inside: Inside; now: number }) {
  return (
    <Card
      aria-label="Hosts"
      className="grid overflow-hidden sm:grid-cols-2 md:grid-cols-[repeat(auto-fit,minmax(220px,1fr))]"
    >
      {hosts.map((host) => (
        <HostCard key={host.host} host={host} now={now} />
      ))}
      <div className="-mr-px -mb-px min-w-0 border-r border-b px-4 py-3 text-12 text-foreground-2">
        <Circuit state="closed" word="Inside" />
        <b className="block truncate font-mono text-13 text-foreground">metrics, log, tasks</b>
        {formatCount(inside.delivered + inside.failed)} today, {formatCount(inside.failed)} failed
        <br />
        no network, no circuit
      </div>
    </Card>
  );
}

function HostCard({ host, now }: { host: HostRow; now: number }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const reset = useMutation(
    trpc.hooks.resetBreaker.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.hooks.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const state = host.openUntil === null ? "closed" : host.openUntil > now ? "open" : "half";
  const words = { closed: "Closed", open: "Open", half: "Half open" } as const;
  return (
    <div className="-mr-px -mb-px min-w-0 border-r border-b px-4 py-3 text-12 text-foreground-2">
      <Circuit state={state} word={words[state]}>
        {state === "closed" ? null : (
          <Button
            size="xs"
            className="ml-auto"
            busy={reset.isPending}
            onClick={() => reset.mutate({ host: host.host })}
          >
            Try now
          </Button>
        )}
      </Circuit>
      <b className="block truncate font-mono text-13 text-foreground" title={host.host}>
        {host.host}
      </b>
      {state === "closed" ? (
        <>
          {formatCount(host.delivered + host.failed)} today, {formatCount(host.failed)} failed
          <br />
          {host.p95 === null || host.delivered === 0 ? "" : `p95 ${formatDuration(host.p95)}, `}
          {host.waiting === 0 ? "nothing waits" : `${formatCount(host.waiting)} wait`}
        </>
      ) : (
        <>
          <span className="line-clamp-2">
            {host.failures} failures in a row{host.lastError ? `: ${host.lastError}` : ""}
          </span>
          {formatCount(host.waiting)} wait, next try <Until at={host.openUntil ?? now} />
        </>
      )}
    </div>
  );
}

const TONES = { closed: "s-succeeded", half: "s-waiting", open: "s-failed" } as const;

/** Two links: joined, half there, or apart. */
function Circuit({ state, word, children }: { state: keyof typeof TONES; word: string; children?: React.ReactNode }) {
  const link = "h-2 w-4 rounded-full border-2 border-tone";
  return (
    <span className={cn("mb-1.5 flex min-h-6 items-center gap-2 font-medium", TONES[state])}>
      <span className="flex" aria-hidden>
        <i className={link} />
        <i className={cn(link, state === "closed" ? "-ml-1" : "ml-1", state === "half" && "border-dashed")} />
      </span>
      <span className="text-tone">{word}</span>
      {children}
    </span>
  );
}
