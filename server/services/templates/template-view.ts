import type { TemplateParam, TemplateVisibility } from "../../../db/schema/templates";
import type { PlanParam } from "../../core/plan/plan";
import type { TemplatePerson } from "../../store/templates";
import type { GraphStep } from "../execution-view";

/** Who published it: null, it came with the program. */
export type TemplateAuthor = { name: string; you: boolean } | null;

/** A card of the gallery. Times are epoch milliseconds. */
export interface TemplateRow {
  id: string;
  title: string;
  summary: string;
  tags: string[];
  author: TemplateAuthor;
  visibility: TemplateVisibility;
  /** How many people see it, when it is for some. */
  people: number;
  version: number;
  /** `http.request`, each once. */
  tools: string[];
  /** The first ones, in the order of the chain; `after`: the places of those that they wait for. */
  steps: { tool: string; operation: string; after: number[] }[];
  installs: number;
  /** The reader's own. */
  copies: { chainId: string; version: number }[];
  updatedAt: number;
}

/** A version of a template, whole. */
export interface TemplateVersionView {
  number: number;
  source: string;
  readme: string;
  notes: string;
  createdAt: number;
  graph: GraphStep[];
  params: Record<string, PlanParam>;
  /** What the author says about them. */
  told: Record<string, TemplateParam>;
  tools: string[];
  secrets: string[];
  /** Whether it passed its test on this server. */
  tested: boolean;
  /** Steps whose results are fixed in its test. */
  fixed: string[];
}

/** A template as its page shows it. */
export interface TemplateView {
  id: string;
  title: string;
  summary: string;
  tags: string[];
  author: TemplateAuthor;
  visibility: TemplateVisibility;
  latest: number;
  version: TemplateVersionView;
  versions: { number: number; notes: string; tested: boolean; createdAt: number }[];
  installs: number;
  copies: { chainId: string; name: string; version: number }[];
  /** For its author only. */
  own: { chainId: string | null; people: TemplatePerson[]; usedBy: { version: number; copies: number }[] } | null;
}

/** Where a chain came from. */
export interface OriginView {
  templateId: string;
  title: string;
  version: number;
  /** The newest one that the reader may take; null: they do not see the template any more. */
  latest: number | null;
}

/** What a merge of a newer version begins with. */
export interface TemplateUpdate {
  templateId: string;
  title: string;
  chain: { id: string; name: string; version: number };
  base: { number: number; source: string };
  yours: string;
  theirs: { number: number; source: string; readme: string; notes: string; createdAt: number; author: string | null };
}
