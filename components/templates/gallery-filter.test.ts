import { expect, test } from "vitest";
import type { TemplateRow } from "@/server/services/templates/template-view";
import { filterTemplates, type GalleryFilter, galleryCounts } from "./gallery-filter";

const row = (title: string, rest: Partial<TemplateRow> = {}): TemplateRow => ({
  ...{ id: title, title, summary: "", tags: [], author: null, visibility: "server", people: 0, version: 2 },
  ...{ tools: ["http.request"], steps: [], installs: 0, copies: [], updatedAt: 0 },
  ...rest,
});
const ROWS = [
  row("Shop watch", {
    tools: ["browser.run", "browser.extract"],
    tags: ["shop"],
    copies: [{ chainId: "a", version: 1 }],
  }),
  row("Brief", { summary: "Weather in the morning", copies: [{ chainId: "b", version: 2 }] }),
  row("Mine", { author: { name: "Ada", you: true }, visibility: "private" }),
];
const ALL: GalleryFilter = { show: "all", search: "", tool: "", tag: "", visibility: "" };
const titles = (filter: Partial<GalleryFilter>) =>
  filterTemplates(ROWS, { ...ALL, ...filter }).map(({ title }) => title);

test.each([
  ["everything", {}, ["Shop watch", "Brief", "Mine"]],
  ["installed", { show: "installed" }, ["Shop watch", "Brief"]],
  ["updates", { show: "updates" }, ["Shop watch"]],
  ["published", { show: "published" }, ["Mine"]],
  ["a tool", { tool: "browser" }, ["Shop watch"]],
  ["a tag", { tag: "shop" }, ["Shop watch"]],
  ["who sees it", { visibility: "private" }, ["Mine"]],
  ["all words of the search", { search: " weather BRIEF" }, ["Brief"]],
  ["the author", { search: "chainwright" }, ["Shop watch", "Brief"]],
] as const)("the filter leaves %s", (_, filter, expected) => {
  expect(titles(filter)).toEqual(expected);
});

test("the counts say what each choice would leave", () => {
  const { show, tools, visibility } = galleryCounts(ROWS);
  expect(show).toEqual({ all: 3, installed: 2, updates: 1, published: 1 });
  expect(tools).toEqual([
    ["http", 2],
    ["browser", 1],
  ]);
  expect(visibility).toEqual([
    ["server", 2],
    ["private", 1],
  ]);
});
