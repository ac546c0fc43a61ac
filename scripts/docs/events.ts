/** What each event does, found by trying: the core is asked, nothing is written down twice. */
import { type EngineEvent, STEP_EVENT_TABLE } from "../../server/core/execution/engine-event";
import { type ExecutionState, queuedState } from "../../server/core/execution/state";
import { EXECUTION_STATUSES, isExecutionEnded } from "../../server/core/execution/states";
import { transition } from "../../server/core/execution/transition";
import { check } from "../../server/core/plan/check";
import type { Plan } from "../../server/core/plan/plan";
import { toolCatalog } from "../../server/tools/descriptions";
import { code } from "./markdown";

const ONE_STEP = "name: One\nsteps: [{ id: a, tool: flow, operation: wait, parameters: { seconds: 1 } }]\n";

type ExecutionEvent = Exclude<EngineEvent, { step: number }>;

const EVENTS: Record<ExecutionEvent["type"], ExecutionEvent> = {
  "execution.claimed": { type: "execution.claimed", at: 2, crashLoop: false },
  "execution.cancel_requested": { type: "execution.cancel_requested", at: 2, by: null, note: null },
  "execution.pause_requested": { type: "execution.pause_requested", at: 2 },
  "execution.resume_requested": { type: "execution.resume_requested", at: 2 },
  "execution.deadline_reached": { type: "execution.deadline_reached", at: 2 },
};

/** One row an event, one column an open status, the last column for all ends. */
export function executionEventRows(): string[][] {
  const { plan } = check(ONE_STEP, { catalog: toolCatalog });
  if (plan === null) throw new Error("The chain that the events are tried on does not compile.");
  const statuses = [...EXECUTION_STATUSES.filter((status) => !isExecutionEnded(status)), "succeeded" as const];
  return Object.values(EVENTS).map((event) => [
    code(event.type),
    ...statuses.map((status) => effectOf(plan, stateIn(plan, status), event)),
  ]);
}

function stateIn(plan: Plan, status: ExecutionState["status"]): ExecutionState {
  const queued = queuedState(plan, {
    id: "x",
    origin: "manual",
    userId: null,
    chainId: null,
    params: {},
    createdAt: 0,
  });
  if (status === "queued") return queued;
  const { state } = transition(plan, queued, { type: "execution.claimed", at: 1, crashLoop: false });
  return { ...state, status };
}

/** In words. The step runs in every state but `queued`, so what ends waits for it to stop. */
function effectOf(plan: Plan, before: ExecutionState, event: ExecutionEvent): string {
  const { state, transitions, effects } = transition(plan, before, event);
  if (state.status !== before.status) return `→ ${code(state.status)}`;
  if (state.ending && !before.ending) return `stops running steps, then ${code(state.ending.status)}`;
  return transitions.length + effects.length > 0 ? "what was running runs again" : "nothing";
}

const WORDS = { apply: "applies", late: "late", impossible: "impossible" } as const;

/** One row an event, one column a status (all ends together). */
export const stepEventRows = (): string[][] =>
  Object.entries(STEP_EVENT_TABLE).map(([type, cells]) => [code(type), ...cells.map((cell) => WORDS[cell])]);
