"use client";

import { useQuery } from "@tanstack/react-query";
import { PackagePlus, Upload } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { SearchField } from "@/components/shared/search-field";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Skeleton } from "@/components/ui/skeleton";
import type { TemplateRow } from "@/server/services/templates/template-view";
import { filterTemplates, type GalleryFilter, galleryCounts, SHOWN } from "./gallery-filter";
import { GalleryFilters } from "./gallery-filters";
import { ImportTemplate } from "./import-template";
import { TemplateCard } from "./template-card";

const PAGE = 24;
const FILTERS = {
  show: parseAsStringLiteral(SHOWN).withDefault("all"),
  search: parseAsString.withDefault(""),
  tool: parseAsString.withDefault(""),
  tag: parseAsString.withDefault(""),
  visibility: parseAsStringLiteral(["", "private", "people", "server"] as const).withDefault(""),
};

/** The gallery: what others published on this server. */
export function TemplatesPage() {
  const trpc = useTRPC();
  const templates = useQuery(trpc.templates.list.queryOptions());
  const [importing, setImporting] = useState(false);
  return (
    <>
      <TopBar crumbs={[{ name: "Templates" }]} />
      <Page>
        <PageHead
          title="Templates"
          about="Chains that others published on this server. Installing makes your own copy."
          actions={
            <>
              <Button onClick={() => setImporting(true)}>
                <Upload /> Import
              </Button>
              <Button asChild variant="primary">
                <Link href="/templates/publish">
                  <PackagePlus /> Publish a chain
                </Link>
              </Button>
            </>
          }
        />
        {templates.data ? (
          <Gallery rows={templates.data.items} />
        ) : templates.error ? (
          <QueryProblem error={templates.error} what="the templates" onRetry={() => templates.refetch()} />
        ) : (
          <div className="grid grid-cols-[repeat(auto-fill,minmax(280px,1fr))] gap-4" aria-busy="true">
            {[1, 2, 3, 4, 5, 6].map((card) => (
              <Skeleton key={card} className="h-[212px]" />
            ))}
          </div>
        )}
        <ImportTemplate open={importing} onClose={() => setImporting(false)} />
      </Page>
    </>
  );
}

function Gallery({ rows }: { rows: TemplateRow[] }) {
  const [filter, setFilter] = useQueryStates(FILTERS);
  const [most, setMost] = useState(PAGE);
  const counts = useMemo(() => galleryCounts(rows), [rows]);
  const found = useMemo(() => filterTemplates(rows, filter), [rows, filter]);
  const change = (part: Partial<GalleryFilter>) => void setFilter(part);
  return (
    <div className="grid grid-cols-[184px_minmax(0,1fr)] gap-6 max-md:grid-cols-[minmax(0,1fr)] max-md:gap-3">
      <GalleryFilters filter={filter} counts={counts} onChange={change} />
      <div className="min-w-0">
        <div className="mb-3 flex items-center gap-3">
          <SearchField
            label="Search templates"
            placeholder="Search templates"
            value={filter.search}
            onChange={(search) => change({ search })}
          />
          <span className="ml-auto text-12 text-muted-foreground max-md:hidden">Most used first</span>
        </div>
        {found.length === 0 ? (
          <Card>
            <Empty
              title={rows.length === 0 ? "No templates yet" : "No template matches"}
              action={<Button onClick={() => void setFilter(null)}>Show all</Button>}
            >
              {rows.length === 0
                ? "Publish a chain, and it stands here for whom you choose."
                : "Search for something else, or take a filter back."}
            </Empty>
          </Card>
        ) : (
          <ul aria-label="Templates" className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-4">
            {found.slice(0, most).map((template) => (
              <TemplateCard key={template.id} template={template} />
            ))}
          </ul>
        )}
        {found.length > most ? (
          <div className="mt-3 flex items-center justify-between text-12 text-muted-foreground">
            {most} of {found.length}
            <Button size="sm" onClick={() => setMost(most + PAGE)}>
              Load more
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
