import type { ReactNode } from "react";
import { ToolIcon } from "@/components/shared/tool-icon";
import { cn } from "@/components/ui/cn";
import { AUDIENCES } from "./audience-words";
import { type GalleryFilter, type galleryCounts, SHOWN, type Shown } from "./gallery-filter";

const SHOW_WORDS: Record<Shown, string> = {
  all: "All",
  installed: "Installed by me",
  updates: "Updates",
  published: "Published by me",
};

const TOOL_NAMES: Record<string, string> = { http: "HTTP", llm: "Model", weather_tool: "Weather" };

/** `Browser`, as people call it. */
const toolName = (tool: string): string => TOOL_NAMES[tool] ?? tool.charAt(0).toUpperCase() + tool.slice(1);

export interface GalleryFiltersProps {
  filter: GalleryFilter;
  counts: ReturnType<typeof galleryCounts>;
  onChange(change: Partial<GalleryFilter>): void;
}

/** What narrows the gallery, with how many each choice leaves. A second press takes a choice back. */
export function GalleryFilters({ filter, counts, onChange }: GalleryFiltersProps) {
  return (
    <aside
      aria-label="Filters"
      className="relative flex min-w-0 flex-col gap-4 text-13 max-md:flex-row max-md:overflow-x-auto max-md:pb-1"
    >
      <Group title="Show">
        {SHOWN.map((show) => (
          <Choice key={show} on={filter.show === show} count={counts.show[show]} onPress={() => onChange({ show })}>
            {SHOW_WORDS[show]}
          </Choice>
        ))}
      </Group>
      <Group title="Uses">
        {counts.tools.map(([tool, count]) => {
          const on = filter.tool === tool;
          return (
            <Choice key={tool} on={on} count={count} onPress={() => onChange({ tool: on ? "" : tool })}>
              <ToolIcon tool={tool} operation="" className="text-muted-foreground" /> {toolName(tool)}
            </Choice>
          );
        })}
      </Group>
      {counts.tags.length > 0 ? (
        <Group title="Tags">
          {counts.tags.map(([tag, count]) => {
            const on = filter.tag === tag;
            return (
              <Choice key={tag} on={on} count={count} onPress={() => onChange({ tag: on ? "" : tag })}>
                {tag}
              </Choice>
            );
          })}
        </Group>
      ) : null}
      <Group title="Visible to">
        {counts.visibility.map(([name, count]) => {
          const visibility = name as keyof typeof AUDIENCES;
          const on = filter.visibility === visibility;
          return (
            <Choice key={name} on={on} count={count} onPress={() => onChange({ visibility: on ? "" : visibility })}>
              {AUDIENCES[visibility].name}
            </Choice>
          );
        })}
      </Group>
    </aside>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="max-md:flex max-md:flex-none">
      <h2 className="mb-1 px-2 text-12 font-medium text-muted-foreground max-md:hidden">{title}</h2>
      {children}
    </section>
  );
}

interface ChoiceProps {
  on: boolean;
  count: number;
  onPress(): void;
  children: ReactNode;
}

function Choice({ on, count, onPress, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onPress}
      className={cn(
        "flex h-8 w-full flex-none items-center gap-2 max-md:w-auto rounded-md px-2 text-left whitespace-nowrap hover:bg-muted",
        on && "bg-pressed hover:bg-pressed",
      )}
    >
      {children}
      <span className="ml-auto pl-2 text-12 text-muted-foreground">{count}</span>
    </button>
  );
}
