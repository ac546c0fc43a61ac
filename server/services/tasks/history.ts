import type { Sql } from "../../../db/client";
import { STEP_STATUSES, type StepStatus } from "../../core/execution/states";
import type { JsonObject, JsonValue } from "../../core/json";
import type { Plan, PlanStep } from "../../core/plan/plan";
import { references } from "../../core/template/references";
import { loadPlan } from "../../store/plans";
import {
  countTaskHistory,
  listTaskHistory,
  type TaskHistoryFilter,
  type TaskHistoryRow,
} from "../../store/task-history";
import { summaryOf } from "./summary";
import { bodyOfStep, questionOf } from "./task-body";

/** A step that ran, alone or in a chain. Times are epoch milliseconds. */
export interface TaskRun {
  /** `EXECUTION:STEP`: names this run. */
  id: string;
  executionId: string;
  stepId: string;
  name: string;
  /** What was asked of an agent; else the name. */
  question: string;
  tool: string;
  operation: string;
  /** Of an agent question: the model that was named. */
  model: string | null;
  status: StepStatus;
  /** What came of it, in a line. */
  summary: string;
  at: number;
  startedAt: number | null;
  endedAt: number | null;
  /** The saved task that ran; null: it was written in a chain. */
  taskId: string | null;
  /** Null: it ran alone. */
  chain: { id: string | null; name: string } | null;
  /** What it does, as a step of another chain would say it. */
  body: JsonObject;
  /** How many values of it come from other steps. */
  templates: number;
}

export interface HistoryPage {
  limit: number;
  offset: number;
  /** Else the newest. */
  oldestFirst?: boolean;
}

/** One page of what ran. */
export async function historyPage(
  sql: Sql,
  filter: TaskHistoryFilter,
  page: HistoryPage,
): Promise<{ items: TaskRun[]; total: number }> {
  const known = filter.status?.filter((status) => (STEP_STATUSES as readonly string[]).includes(status)) ?? null;
  const wanted = { ...filter, status: known };
  const [rows, total] = await Promise.all([listTaskHistory(sql, wanted, page), countTaskHistory(sql, wanted)]);
  const hashes = [...new Set(rows.map(({ planHash }) => planHash))];
  const plans = new Map(await Promise.all(hashes.map(async (hash) => [hash, await loadPlan(sql, hash)] as const)));
  return { items: rows.flatMap((row) => runOf(row, plans.get(row.planHash) ?? null)), total };
}

function runOf(row: TaskHistoryRow, plan: Plan | null): TaskRun[] {
  const step = plan?.steps.find(({ id }) => id === row.stepId);
  if (!step) return [];
  const { executionId, stepId, status, createdAt, startedAt, endedAt, taskId } = row;
  const alone = row.origin === "task";
  return [
    {
      ...{ id: `${executionId}:${stepId}`, executionId, stepId, status, startedAt, endedAt, taskId },
      ...{ name: step.name, question: questionOf(step), tool: step.tool, operation: step.operation },
      model: modelOf(step),
      summary: summaryOf(row),
      at: startedAt ?? endedAt ?? createdAt,
      chain: alone ? null : { id: row.chainId, name: row.chainName },
      body: bodyOfStep(step),
      templates: templatesIn(step.parameters),
    },
  ];
}

function modelOf({ tool, parameters }: PlanStep): string | null {
  if (tool !== "llm") return null;
  const { model } = parameters;
  if (typeof model === "string") return model;
  const type = (model as JsonObject | null | undefined)?.type;
  return typeof type === "string" ? type : null;
}

/** Texts in a value that read something. */
function templatesIn(value: JsonValue): number {
  if (typeof value === "string") return readsSomething(value) ? 1 : 0;
  if (value === null || typeof value !== "object") return 0;
  return Object.values(value).reduce<number>((count, one) => count + templatesIn(one), 0);
}

function readsSomething(text: string): boolean {
  try {
    return references(text).length > 0;
  } catch {
    return false;
  }
}
