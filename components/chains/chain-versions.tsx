"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { ChainDefinition } from "./chain-definition";

export interface ChainVersionsProps {
  chainId: string;
  newest: number;
  name: string;
}

/** All versions, newest first; the chosen one beside them. Running executions keep the version they started with. */
export function ChainVersions({ chainId, newest, name }: ChainVersionsProps) {
  const trpc = useTRPC();
  const [number, setNumber] = useState(newest);
  const versions = useQuery(trpc.chains.versions.queryOptions({ id: chainId }));
  const version = useQuery(trpc.chains.version.queryOptions({ id: chainId, number }));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[300px_minmax(0,1fr)]">
      <Card>
        {versions.error ? (
          <QueryProblem error={versions.error} what="the versions" onRetry={() => versions.refetch()} />
        ) : !versions.data ? (
          <TableSkeleton rows={3} />
        ) : (
          <ul>
            {versions.data.items.map((item) => (
              <li key={item.id} className="border-b last:border-b-0">
                <button
                  type="button"
                  aria-pressed={item.number === number}
                  onClick={() => setNumber(item.number)}
                  className={cn(
                    "flex min-h-12 w-full items-center gap-2 px-4 py-1.5 text-left text-13 hover:bg-muted focus-visible:outline-offset-[-2px]",
                    item.number === number && "bg-pressed shadow-[inset_2px_0_0_var(--foreground)] hover:bg-pressed",
                  )}
                >
                  <b className="font-medium">Version {item.number}</b>
                  {item.number === newest ? <Badge>newest</Badge> : null}
                  <span className="ml-auto text-right text-12 text-muted-foreground">
                    <Time at={item.createdAt} />
                    {item.createdBy ? <span className="block">{item.createdBy}</span> : null}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {version.data ? (
        <ChainDefinition source={version.data.source} name={name} language={version.data.language} />
      ) : version.error ? (
        <QueryProblem error={version.error} what={`version ${number}`} onRetry={() => version.refetch()} />
      ) : (
        <Card>
          <TableSkeleton rows={4} />
        </Card>
      )}
    </div>
  );
}
