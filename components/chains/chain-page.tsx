"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Pencil, Play, Users } from "lucide-react";
import Link from "next/link";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { ExecutionBrowser } from "@/components/executions/execution-browser";
import { ChainSchedulePanel } from "@/components/schedules/chain-schedule";
import { PlanGraph } from "@/components/shared/plan-graph";
import { StatusBadge } from "@/components/shared/status-badge";
import { Time } from "@/components/shared/time";
import { ShareButton } from "@/components/sharing/share-button";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { ChainOrigin } from "@/components/templates/chain-origin";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Badge, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { may, whyNotAllowed } from "@/server/core/access/roles";
import type { ChainView } from "@/server/services/chain-view";
import { ChainDefinition } from "./chain-definition";
import { ChainMenu } from "./chain-menu";
import { ChainVersions } from "./chain-versions";
import { RunDialog } from "./run-dialog";

const TABS = ["executions", "schedule", "definition", "graph", "versions"] as const;

/** One chain: what it did, what it says, how it looks, how it changed. */
export function ChainPage({ chainId }: { chainId: string }) {
  const trpc = useTRPC();
  const chain = useQuery(trpc.chains.get.queryOptions({ id: chainId }));
  return (
    <>
      <TopBar crumbs={[{ name: "Chains", href: "/chains" }, { name: chain.data?.name ?? "Chain" }]} />
      <Page>
        {chain.data ? (
          <Chain chain={chain.data} />
        ) : chain.error ? (
          <QueryProblem error={chain.error} alone what="this chain" onRetry={() => chain.refetch()} />
        ) : (
          <div className="flex flex-col gap-4" aria-busy="true">
            <h1 className="sr-only">Loading the chain</h1>
            <Skeleton className="h-7 w-64" />
            <Skeleton className="w-96 max-w-full" />
            <Skeleton className="mt-4 h-64" />
          </div>
        )}
      </Page>
    </>
  );
}

function Chain({ chain }: { chain: ChainView }) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("executions"));
  const [start, setStart] = useQueryStates({ run: parseAsBoolean, from: parseAsString });
  const mayRun = may(chain.role, "chain", "run");
  const canRun = chain.status !== "archived" && mayRun;
  return (
    <>
      <title>{`${chain.name} · Chainwright`}</title>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            {chain.name}
            {chain.status === "paused" ? <StatusBadge status="paused" size="sm" /> : null}
            {chain.status === "archived" ? <Badge>Archived</Badge> : null}
            {chain.tags.map((tag) => (
              <Link
                key={tag}
                href={`/chains?tag=${encodeURIComponent(tag)}`}
                className="text-11 font-normal tracking-normal"
              >
                <Tag>{tag}</Tag>
              </Link>
            ))}
          </span>
        }
        about={<About chain={chain} />}
        actions={
          <>
            <ShareButton object={{ type: "chain", id: chain.id }} />
            {may(chain.role, "chain", "edit") ? (
              <Button asChild>
                <Link href={`/chains/${chain.id}/edit`}>
                  <Pencil /> Edit
                </Link>
              </Button>
            ) : null}
            <Button
              variant="primary"
              disabled={!canRun}
              title={whyNotAllowed(chain.role, "chain", "run") ?? undefined}
              onClick={() => void setStart({ run: true, from: null })}
            >
              <Play /> Run
            </Button>
            <ChainMenu chain={chain} />
          </>
        }
      />
      <Tabs value={tab} onValueChange={(next) => void setTab(TABS.find((name) => name === next) ?? null)}>
        <TabsList aria-label="About the chain" className="mb-4">
          <TabsTrigger value="executions">Executions</TabsTrigger>
          <TabsTrigger value="schedule">Schedule</TabsTrigger>
          <TabsTrigger value="definition">Definition</TabsTrigger>
          <TabsTrigger value="graph">Graph</TabsTrigger>
          <TabsTrigger value="versions">Versions</TabsTrigger>
        </TabsList>
        <TabsContent value="executions">
          <ExecutionBrowser chainId={chain.id} />
        </TabsContent>
        <TabsContent value="schedule">
          <ChainSchedulePanel chainId={chain.id} />
        </TabsContent>
        <TabsContent value="definition">
          <ChainDefinition source={chain.version.source} name={chain.name} language={chain.version.language} />
        </TabsContent>
        <TabsContent value="graph">
          <Card className="overflow-hidden">
            <PlanGraph steps={chain.graph} className="h-[min(640px,70dvh)]" />
          </Card>
        </TabsContent>
        <TabsContent value="versions">
          <ChainVersions chainId={chain.id} newest={chain.version.number} name={chain.name} />
        </TabsContent>
      </Tabs>
      <RunDialog
        chainId={start.run && canRun ? chain.id : null}
        fromExecutionId={start.from}
        onClose={() => setStart({ run: null, from: null })}
      />
    </>
  );
}

function About({ chain }: { chain: ChainView }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      {chain.description ? <span>{chain.description}</span> : null}
      {chain.owner ? (
        <span className="inline-flex items-center gap-1.5 text-12">
          <Users className="size-3.5" aria-hidden /> Shared by {chain.owner.name}; you are {chain.role}
        </span>
      ) : null}
      <span className="inline-flex items-center gap-1.5 text-12">
        Version {chain.version.number}, <Time at={chain.version.createdAt} />
      </span>
      <ChainOrigin chainId={chain.id} role={chain.role} />
      {chain.schedule ? (
        <span className="inline-flex items-center gap-1.5 text-12">
          <CalendarClock className="size-3.5" aria-hidden />
          {chain.schedule.words}
          {chain.nextRunAt === null ? null : (
            <>
              ; next <Time at={chain.nextRunAt} />
            </>
          )}
        </span>
      ) : null}
    </span>
  );
}
