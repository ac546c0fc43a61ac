import type { Role } from "../core/access/roles";
import type { Diagnostic } from "../core/definition/diagnostic";
import type { ExecutionStatus, Reason } from "../core/execution/states";
import type { PlanParam } from "../core/plan/plan";
import type { GraphStep } from "./execution-view";

/** A row of the chain list. Times are epoch milliseconds. */
export interface ChainRow {
  id: string;
  name: string;
  description: string | null;
  tags: string[];
  status: "active" | "paused" | "archived";
  /** The newest that is published. */
  version: number;
  /** What the reader may do with it. */
  role: Role;
  /** Whose it is; null: the reader's. */
  owner: string | null;
  /** The reader has a draft beside it. */
  hasDraft: boolean;
  lastExecution: {
    id: string;
    status: ExecutionStatus;
    withErrors: boolean;
    waiting: boolean;
    reason: Reason | null;
    createdAt: number;
    startedAt: number | null;
    endedAt: number | null;
  } | null;
  /** Up to 16, oldest first. */
  recent: { id: string; status: ExecutionStatus; withErrors: boolean; durationMs: number | null }[];
  /** Share of succeeded among the ended of the last 100 executions, 0 to 1; null: none ended yet. */
  successRate: number | null;
  nextRunAt: number | null;
  /** It has a schedule that somebody paused, or that stopped after failures. */
  schedulePaused: boolean;
  updatedAt: number;
}

/** Executions per hour over the last 24 hours, oldest first; and what is planned in the next 12. */
export interface ActivityView {
  total: number;
  counts: { succeeded: number; failed: number; timedOut: number; canceled: number; running: number };
  buckets: {
    startAt: number;
    succeeded: number;
    failed: number;
    timedOut: number;
    canceled: number;
    running: number;
  }[];
  upcoming: { chainId: string; chainName: string; at: number }[];
}

export interface ChainView {
  id: string;
  name: string;
  description: string | null;
  tags: string[];
  status: "active" | "paused" | "archived";
  /** What the reader may do with it. */
  role: Role;
  /** Whose it is; null: the reader's. */
  owner: { name: string; email: string } | null;
  /** Names what the steps of an execution share; null: the chain is older than these names. */
  sessionId: string | null;
  nextRunAt: number | null;
  /** The newest version. */
  version: ChainVersionView;
  graph: GraphStep[];
  params: Record<string, PlanParam>;
  schedule: { words: string; timezone: string } | null;
}

/** A version in the list of all. */
export type VersionRow = Omit<ChainVersionView, "source"> & {
  /** What somebody calls it. */
  name: string | null;
  /** What it changed, in a line; null: it is the first, or very old. */
  changes: string | null;
};

export interface ChainVersionView {
  id: string;
  number: number;
  source: string;
  language: "yaml" | "json";
  createdAt: number;
  createdBy: string | null;
}

/** What the editor shows while typing. */
export interface CheckResult {
  diagnostics: Diagnostic[];
  /** The compiled plan; null while there are errors. */
  graph: GraphStep[] | null;
  params: Record<string, PlanParam>;
}
