import type { RecordedEvent, StepTransitionData } from "../core/execution/event";
import { type ExplainedExecution, explain } from "../core/execution/explain";
import { producerOf } from "../core/execution/outcome";
import type { JsonValue } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { notFound } from "../errors";
import { chartExecutions, listExecutions } from "../store/execution-list";
import * as store from "../store/executions";
import { countItems, type ItemRecord, listChildren, listItems } from "../store/items";
import { listReplays } from "../store/replays";
import type { Actor } from "./actor";
import { type ContextEntry, contextEntries } from "./context-view";
import type { ServiceDependencies } from "./dependencies";
import { createExecutionAccess } from "./execution-access";
import { chartOf, type ExecutionChart, type ExecutionListFilter, storeFilter, withRoles } from "./execution-list";
import { headOf, itemStepView, itemView, rowOf, stepViews } from "./execution-rows";
import { explained, stepStates, withItem } from "./execution-state";
import type {
  ExecutionListRow,
  ExecutionView,
  FileView,
  ItemView,
  StepDetail,
  StepExplanation,
  StepView,
} from "./execution-view";
import { graphOf } from "./graph";
import { recordedInput } from "./recorded-input";
import { attemptsOf, filesOf } from "./step-detail";

const MAX_EVENTS = 20_000;
const MAX_FACTS = 5_000;

export interface StepResult {
  stepId: string;
  outputKey: string;
  result: JsonValue;
  /** A large result is in this file of the execution. */
  resultFile: string | null;
}

/** Everything that reads executions. */
export function createExecutionReading(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const access = createExecutionAccess(deps);

  async function stepRows(id: string) {
    const [steps, loops, children] = await Promise.all([
      store.listSteps(sql, id),
      countItems(sql, id),
      listChildren(sql, id),
    ]);
    return { steps, loops, children };
  }

  async function itemOf(id: string, stepId: string, item: number | null): Promise<ItemRecord | null> {
    if (item === null) return null;
    const [row] = await listItems(sql, id, stepId, { after: item - 1, limit: 1 });
    if (row?.item !== item) throw notFound("item", String(item));
    return row;
  }

  /** A loop has no lines of its own: those of all its items are shown with it. */
  async function eventsOf(plan: Plan, index: number, id: string, item: number | null) {
    const step = plan.steps[index];
    const own = { afterSeq: 0, limit: MAX_EVENTS, stepId: step?.id ?? "", item };
    const events = await store.listEvents(sql, id, own);
    if (item !== null || !step?.forEach) return { events, facts: events };
    const { item: _, ...all } = own;
    return { events, facts: await store.listEvents(sql, id, { ...all, limit: MAX_FACTS, factsOnly: true }) };
  }

  return {
    async get(actor: Actor, id: string): Promise<ExecutionView> {
      const { role } = await access.allowed(actor, id, "read");
      const snapshot = await store.readSnapshot(sql, id);
      if (!snapshot) throw notFound("execution", id);
      const { execution } = snapshot;
      const [plan, replays, usualDurationMs] = await Promise.all([
        access.planOf(execution),
        listReplays(sql, id),
        execution.chainId ? store.usualDuration(sql, execution.chainId) : null,
      ]);
      const steps = stepViews(plan, snapshot);
      return { ...headOf(execution), role, share: plan.share, graph: graphOf(plan), steps, replays, usualDurationMs };
    },

    async list(
      actor: Actor,
      { limit, cursor, ...filter }: ExecutionListFilter & { limit: number; cursor?: string },
    ): Promise<{ items: ExecutionListRow[]; nextCursor: string | null }> {
      const page = { before: readCursor(cursor), limit: limit + 1 };
      const rows = await listExecutions(sql, await storeFilter(sql, actor, filter), page);
      const items = await withRoles(sql, actor, rows.slice(0, limit).map(rowOf));
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? `${last.createdAt}:${last.id}` : null };
    },

    /** How many began when, in equal stretches, by how they stand now. */
    async chart(
      actor: Actor,
      { buckets, ...filter }: ExecutionListFilter & { since: number; until: number; buckets: number },
    ): Promise<ExecutionChart> {
      const { since, until } = filter;
      const wanted = await storeFilter(sql, actor, filter);
      const rows = await chartExecutions(sql, { ...wanted, since, until }, buckets);
      return chartOf(rows, { since, until, buckets });
    },

    /** One step, or one item of its loop. */
    async step(actor: Actor, id: string, stepId: string, item: number | null = null): Promise<StepDetail> {
      const execution = await access.allowed(actor, id, "read");
      const plan = await access.planOf(execution);
      const index = indexOf(plan, stepId);
      const [results, rows, itemRow, { events, facts }] = await Promise.all([
        store.listResults(sql, id),
        stepRows(id),
        itemOf(id, stepId, item),
        eventsOf(plan, index, id, item),
      ]);
      const step = itemRow ? itemStepView(stepId, itemRow) : viewAt(stepViews(plan, rows), index);
      const row = results.find((entry) => entry.stepId === stepId);
      const attempts = attemptsOf(events);
      const begunAt = attempts.at(-1)?.startedAt ?? null;
      const ended = step.endedAt !== null;
      return {
        step,
        input: begunAt === null ? null : recordedInput(plan, execution, results, { index, at: begunAt, step, itemRow }),
        result: ended ? ((itemRow ?? row)?.result ?? null) : null,
        resultFile: (itemRow ?? row)?.resultFile ?? null,
        browserUrl: row?.browser?.url ?? null,
        attempts,
        logs: facts.filter((event): event is StepDetail["logs"][number] => event.kind === "log"),
        files: filesOf(id, facts),
        explanation: sentence(plan, explained(execution, stepStates(plan, rows)), index, itemRow),
        keptFrom: keptFrom(events),
        isFixed: events.some((event) => (event.data as StepTransitionData | null)?.fixed === true),
      };
    },

    /** Begun items of a step's loop, in their order. */
    async items(
      actor: Actor,
      id: string,
      stepId: string,
      page: { cursor?: number; limit: number },
    ): Promise<{ items: ItemView[]; nextCursor: number | null }> {
      const execution = await access.allowed(actor, id, "read");
      indexOf(await access.planOf(execution), stepId);
      const rows = await listItems(sql, id, stepId, { after: page.cursor ?? -1, limit: page.limit + 1 });
      const items = rows.slice(0, page.limit).map(itemView);
      return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.item ?? null) : null };
    },

    /** Why each step is where it is. */
    async explain(actor: Actor, id: string): Promise<{ items: StepExplanation[] }> {
      const execution = await access.allowed(actor, id, "read");
      const [plan, rows] = await Promise.all([access.planOf(execution), stepRows(id)]);
      const states = stepStates(plan, rows);
      const whole = explained(execution, states);
      const items = plan.steps.map((step, index) => ({
        ...{ stepId: step.id, name: step.name, status: states[index]?.status ?? "pending" },
        explanation: explain(plan, whole, index),
      }));
      return { items };
    },

    async context(actor: Actor, id: string): Promise<{ entries: ContextEntry[] }> {
      const execution = await access.allowed(actor, id, "read");
      const [plan, results, steps] = await Promise.all([
        access.planOf(execution),
        store.listResults(sql, id),
        store.listSteps(sql, id),
      ]);
      return { entries: contextEntries(plan, execution, results, stepStates(plan, { steps })) };
    },

    /** The results of the steps that have ended, whole; what stands in for a failed step is its result. */
    async results(actor: Actor, id: string): Promise<StepResult[]> {
      const execution = await access.allowed(actor, id, "read");
      const [plan, rows, steps] = await Promise.all([
        access.planOf(execution),
        store.listResults(sql, id),
        store.listSteps(sql, id),
      ]);
      const states = stepStates(plan, { steps });
      const byId = new Map(rows.map((row) => [row.stepId, row]));
      return plan.steps.flatMap(({ id: stepId, outputKey }, index) => {
        if (byId.get(stepId)?.endedAt == null) return [];
        const producer = byId.get(plan.steps[producerOf(plan, states, index)]?.id ?? stepId);
        return [{ stepId, outputKey, result: producer?.result ?? null, resultFile: producer?.resultFile ?? null }];
      });
    },

    async events(actor: Actor, id: string, afterSeq: number, limit: number): Promise<RecordedEvent[]> {
      await access.allowed(actor, id, "read");
      return store.listEvents(sql, id, { afterSeq, limit });
    },

    /** What its steps have left behind, the last first. */
    async files(actor: Actor, id: string): Promise<FileView[]> {
      await access.allowed(actor, id, "read");
      return filesOf(id, await store.listFileEvents(sql, id, MAX_FACTS));
    },

    /** Refuses whoever may not see the execution; for doors that serve its files. */
    async authorizeRead(actor: Actor, id: string): Promise<void> {
      await access.allowed(actor, id, "read");
    },
  };
}

function indexOf(plan: Plan, stepId: string): number {
  const index = plan.steps.findIndex((step) => step.id === stepId);
  if (index < 0) throw notFound("step", stepId);
  return index;
}

function viewAt(views: readonly StepView[], index: number): StepView {
  const view = views[index];
  if (!view) throw new Error(`There is no step ${index}.`);
  return view;
}

function sentence(plan: Plan, execution: ExplainedExecution, index: number, item: ItemRecord | null): string {
  return item === null
    ? explain(plan, execution, index)
    : explain(plan, withItem(execution, index, item), index, item.item);
}

function keptFrom(events: readonly RecordedEvent[]): string | null {
  return events.map((event) => (event.data as StepTransitionData | null)?.replayOf ?? null).find(Boolean) ?? null;
}

function readCursor(cursor: string | undefined): { createdAt: number; id: string } | null {
  const match = cursor ? /^(\d+(?:\.\d+)?):(.{1,64})$/.exec(cursor) : null;
  return match?.[1] && match[2] ? { createdAt: Number(match[1]), id: match[2] } : null;
}
