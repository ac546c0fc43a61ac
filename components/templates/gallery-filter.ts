import type { TemplateRow } from "@/server/services/templates/template-view";

export const SHOWN = ["all", "installed", "updates", "published"] as const;
export type Shown = (typeof SHOWN)[number];

export interface GalleryFilter {
  show: Shown;
  search: string;
  /** `browser`; empty: any. */
  tool: string;
  tag: string;
  visibility: TemplateRow["visibility"] | "";
}

export const hasUpdate = (row: TemplateRow): boolean => row.copies.some(({ version }) => version < row.version);

const SHOWS: Record<Shown, (row: TemplateRow) => boolean> = {
  all: () => true,
  installed: ({ copies }) => copies.length > 0,
  updates: hasUpdate,
  published: ({ author }) => author?.you ?? false,
};

const usesTool = (row: TemplateRow, tool: string): boolean => row.tools.some((name) => name.split(".")[0] === tool);

/** The templates that a filter leaves; every word of the search has to be somewhere. */
export function filterTemplates(rows: readonly TemplateRow[], filter: GalleryFilter): TemplateRow[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = [row.title, row.summary, row.author?.name ?? "Chainwright", ...row.tags, ...row.tools]
      .join(" ")
      .toLowerCase();
    return (
      SHOWS[filter.show](row) &&
      (filter.tool === "" || usesTool(row, filter.tool)) &&
      (filter.tag === "" || row.tags.includes(filter.tag)) &&
      (filter.visibility === "" || row.visibility === filter.visibility) &&
      words.every((word) => text.includes(word))
    );
  });
}

/** How many each choice would leave, of all. */
export function galleryCounts(rows: readonly TemplateRow[]) {
  const count = (test: (row: TemplateRow) => boolean) => rows.filter(test).length;
  const each = (names: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
  };
  return {
    show: Object.fromEntries(SHOWN.map((name) => [name, count(SHOWS[name])])) as Record<Shown, number>,
    tools: each(rows.flatMap(({ tools }) => [...new Set(tools.map((name) => name.split(".")[0] ?? name))])),
    tags: each(rows.flatMap(({ tags }) => tags)).slice(0, 12),
    visibility: each(rows.map(({ visibility }) => visibility)),
  };
}
