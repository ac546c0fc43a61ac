"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, useQueryState } from "nuqs";
import { plural } from "@/components/shared/format";
import { PlanGraph } from "@/components/shared/plan-graph";
import { Time } from "@/components/shared/time";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { TemplateView } from "@/server/services/templates/template-view";
import { AudienceWords, authorName } from "./audience-words";
import { TemplateMenu } from "./template-menu";
import { TemplateTabs } from "./template-tabs";
import { TryTemplate } from "./try-template";
import { WhatChanged } from "./what-changed";
import { YourCopy } from "./your-copy";

/** A template: what it is, and a copy of one's own. */
export function TemplatePage({ templateId }: { templateId: string }) {
  const trpc = useTRPC();
  const [number] = useQueryState("version", parseAsInteger);
  const template = useQuery(trpc.templates.get.queryOptions({ id: templateId, ...(number ? { number } : {}) }));
  return (
    <>
      <TopBar crumbs={[{ name: "Templates", href: "/templates" }, { name: template.data?.title ?? "Template" }]} />
      <Page>
        {template.data ? (
          <Template key={template.data.version.number} template={template.data} />
        ) : template.error ? (
          <QueryProblem error={template.error} alone what="this template" onRetry={() => template.refetch()} />
        ) : (
          <div className="flex flex-col gap-4" aria-busy="true">
            <h1 className="sr-only">Loading the template</h1>
            <Skeleton className="h-7 w-64" />
            <Skeleton className="h-80" />
          </div>
        )}
      </Page>
    </>
  );
}

function Template({ template }: { template: TemplateView }) {
  const { title, summary, version, latest, author, installs, copies } = template;
  const old = copies.find((copy) => copy.version < latest);
  return (
    <>
      <title>{`${title} · Templates · Chainwright`}</title>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            {title}
            <Badge className="font-mono">v{version.number}</Badge>
            {old ? (
              <Badge className="s-running bg-tone-soft text-tone">
                <ArrowUp aria-hidden /> You have version {old.version}
              </Badge>
            ) : null}
            {version.number < latest ? <Badge>version {latest} is newer</Badge> : null}
          </span>
        }
        about={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
            <span>{summary}</span>
            <span>By {authorName(author)}</span>
            <span>{plural(installs, "copy", "copies")}</span>
            <AudienceWords visibility={template.visibility} people={template.own?.people.length} />
          </span>
        }
        actions={
          <>
            <WhatChanged template={template} />
            <TemplateMenu template={template} />
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 min-[1100px]:grid-cols-[minmax(0,1fr)_360px]">
        <Card className="overflow-hidden">
          <PlanGraph steps={version.graph} direction="right" className="h-[300px] border-b" />
          <TemplateTabs template={template} />
        </Card>
        <div className="flex min-w-0 flex-col gap-4 min-[1100px]:sticky min-[1100px]:top-4 max-[1099px]:order-first">
          <YourCopy template={template} />
          <TryTemplate template={template} />
          <Needs template={template} />
        </div>
      </div>
    </>
  );
}

function Needs({ template: { version, author, copies, latest } }: { template: TemplateView }) {
  const chains = [...new Set(version.graph.flatMap(({ subChain }) => (subChain === null ? [] : [subChain])))];
  const rows = [
    ["Tools", <span key="t">{version.tools.join(", ")}</span>],
    ["Secrets", version.secrets.length > 0 ? version.secrets.join(", ") : "none"],
    ...(chains.length > 0 ? [["Other chains", `${chains.join(", ")}: have them, or change these steps`] as const] : []),
    ["Test", version.tested ? `passed, ${plural(version.fixed.length, "result")} fixed` : "not run on this server yet"],
    [
      "Published",
      <span key="p" className="font-sans text-13">
        <Time at={version.createdAt} /> by {authorName(author)}
      </span>,
    ],
  ] as const;
  return (
    <Card aria-label="What it needs" className="p-4">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className={name === "Test" ? "wrap-anywhere" : "font-mono text-12 wrap-anywhere"}>{value}</dd>
          </div>
        ))}
      </dl>
      {copies.length > 0 ? (
        <ul aria-label="Your copies" className="mt-3 flex flex-col gap-1 border-t pt-3 text-13">
          {copies.map((copy) => (
            <li key={copy.chainId} className="flex items-center gap-2">
              <Link href={`/chains/${copy.chainId}`} className="min-w-0 truncate underline">
                {copy.name}
              </Link>
              <span className="ml-auto flex-none text-12 text-muted-foreground">
                version {copy.version}
                {copy.version < latest ? ", not the newest" : ""}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
