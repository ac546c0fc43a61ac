"use client";

import { useQuery } from "@tanstack/react-query";
import { Page } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Merge } from "./merge";

/** Takes a newer version of a template into a copy. */
export function MergePage({ chainId }: { chainId: string }) {
  const trpc = useTRPC();
  // What one decides stands on these texts: they are not loaded again behind one's back.
  const update = useQuery(trpc.templates.update.queryOptions({ chainId }, { staleTime: Infinity, gcTime: 0 }));
  const { data } = update;
  return (
    <>
      <TopBar
        crumbs={[
          { name: "Templates", href: "/templates" },
          ...(data ? [{ name: data.title, href: `/templates/${data.templateId}` }] : []),
          { name: data ? `Take version ${data.theirs.number}` : "Take a newer version" },
        ]}
      />
      <Page>
        {data ? (
          <Merge update={data} />
        ) : update.error ? (
          <QueryProblem error={update.error} alone what="this copy" onRetry={() => update.refetch()} />
        ) : (
          <div className="flex flex-col gap-4" aria-busy="true">
            <h1 className="sr-only">Loading the versions</h1>
            <Skeleton className="h-7 w-64" />
            <Skeleton className="h-80" />
          </div>
        )}
      </Page>
    </>
  );
}
