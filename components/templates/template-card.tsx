import { ArrowUp, Check, Download } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";
import { ToolIcon } from "@/components/shared/tool-icon";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { TemplateRow } from "@/server/services/templates/template-view";
import { AudienceWords, authorName } from "./audience-words";
import { cardColumns } from "./card-columns";
import { hasUpdate } from "./gallery-filter";

/** A template in the gallery: its first steps as links of a chain, what it does, whose it is. */
export function TemplateCard({ template }: { template: TemplateRow }) {
  const { id, title, summary, steps, version, author, visibility, people, installs } = template;
  return (
    <li className="min-w-0">
      <Link
        href={`/templates/${id}`}
        className="flex h-full flex-col overflow-hidden rounded-lg border bg-card shadow-card hover:border-input"
      >
        <span className="plan-canvas flex h-[92px] items-center justify-center border-b" aria-hidden>
          {cardColumns(steps).map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <Fragment key={index}>
              {index > 0 ? (
                <span className="z-1 -mx-1 h-[9px] w-[18px] rounded-full border-[1.5px] border-input bg-background" />
              ) : null}
              <span className="flex flex-col gap-1.5">
                {column.map((step, row) => (
                  <span
                    // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
                    key={row}
                    className="grid size-[34px] place-items-center rounded-lg border border-border-strong bg-card text-foreground-2"
                  >
                    <ToolIcon tool={step.tool} operation={step.operation} />
                  </span>
                ))}
              </span>
            </Fragment>
          ))}
        </span>
        <span className="flex flex-1 flex-col gap-1.5 px-3.5 py-3">
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-14 font-semibold">{title}</span>
            <CopyBadge template={template} />
          </span>
          <span className="line-clamp-2 text-13 text-foreground-2">{summary || "No description."}</span>
        </span>
        <span className="flex items-center gap-2 border-t px-3.5 py-2 text-12 text-muted-foreground">
          <span className="flex-none font-mono">v{version}</span>
          <span className="min-w-0 truncate">by {authorName(author)}</span>
          <span className="ml-auto flex flex-none items-center gap-2">
            <AudienceWords visibility={visibility} people={people} />
            <span className="inline-flex items-center gap-1">
              <Download className="size-3" aria-hidden /> {installs}
              <span className="sr-only">installed</span>
            </span>
          </span>
        </span>
      </Link>
    </li>
  );
}

function CopyBadge({ template }: { template: TemplateRow }) {
  if (hasUpdate(template))
    return (
      <Badge className={cn("s-running bg-tone-soft text-tone")}>
        <ArrowUp aria-hidden /> version {template.version}
      </Badge>
    );
  if (template.copies.length === 0) return null;
  return (
    <Badge>
      <Check aria-hidden /> Installed
    </Badge>
  );
}
