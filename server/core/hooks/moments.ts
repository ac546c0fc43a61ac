/**
 * Which moments a transition is, and which hooks it owes. Pure; called for every transition, so a plan without hooks costs a look-up.
 *
 * | transition                                             | moment            | status           |
 * | a step begins its first attempt                        | task_started      |                  |
 * | a step that had begun ends                             | task_finished     | its end          |
 * | the execution ends                                     | workflow_finished | its end          |
 * | an item of a loop, a retry, an iteration, a skipped step, a result that was there before | none | |
 */
import type { Transition } from "../execution/effect";
import type { Plan } from "../plan/plan";
import type { PlanHook, PlanHooks } from "./plan-hook";
import type { HookLevel, HookMoment, MomentStatus } from "./words";

export interface Moment {
  moment: HookMoment;
  /** Null: it has only started. */
  status: MomentStatus | null;
  /** Index of the step; null: the whole execution. */
  step: number | null;
  at: number;
}

/** Hooks that are told of a moment, in order. */
export interface OwedMoment extends Moment {
  level: HookLevel;
  hooks: readonly PlanHook[];
}

export interface HookSetting {
  /** Hooks of an administrator for all chains; null: none. */
  server: PlanHooks | null;
  /** What the operator calls this server. */
  environment: string;
}

const ENDS: Readonly<Record<string, MomentStatus>> = {
  succeeded: "success",
  failed: "failed",
  timed_out: "failed",
  canceled: "canceled",
};

/** The moment that a transition is; null: none. */
export function momentOf(transition: Transition): Moment | null {
  const { kind, step, item, at } = transition;
  const status = ENDS[kind.slice(kind.indexOf(".") + 1)] ?? null;
  if (transition.step === null) return status === null ? null : { moment: "workflow_finished", status, step: null, at };
  if (item !== null) return null;
  const { entry, data } = transition;
  if (kind === "step.running") return entry.attempt === 1 ? { moment: "task_started", status: null, step, at } : null;
  // What a replay or a test began with has ended somewhere else.
  if (status === null || entry.startedAt === null || data?.replayOf !== undefined || data?.fixed !== undefined)
    return null;
  return { moment: "task_finished", status, step, at };
}

const tellsNobody = new WeakMap<Plan, boolean>();

/** Whether a plan has no hooks at all. */
function isQuiet(plan: Plan): boolean {
  const known = tellsNobody.get(plan);
  if (known !== undefined) return known;
  const quiet = plan.hooks === undefined && plan.steps.every((step) => step.hooks === undefined);
  tellsNobody.set(plan, quiet);
  return quiet;
}

/** The hooks that a transition owes: those of the step, then of the chain; those of the server apart, for they are another's. */
export function owedMoments(plan: Plan, transition: Transition, setting: HookSetting): OwedMoment[] {
  if (setting.server === null && isQuiet(plan)) return NOTHING;
  const moment = momentOf(transition);
  return moment === null ? NOTHING : owedAt(plan, moment, setting);
}

const NOTHING: OwedMoment[] = [];

/** The same for a moment that is known. */
export function owedAt(plan: Plan, moment: Moment, { server, environment }: HookSetting): OwedMoment[] {
  const step = moment.step === null ? undefined : plan.steps[moment.step];
  const isOn = ({ environments }: PlanHook) => environments === null || environments.includes(environment);
  const own = [...(step?.hooks?.[moment.moment] ?? []), ...(plan.hooks?.[moment.moment] ?? [])].filter(isOn);
  const all = (server?.[moment.moment] ?? []).filter(isOn);
  const owed: OwedMoment[] = [];
  if (own.length > 0) owed.push({ ...moment, level: "own", hooks: own });
  if (all.length > 0) owed.push({ ...moment, level: "server", hooks: all });
  return owed;
}

/**
 * Hooks that decide about what they are told of: with `on_error: fail`, at the begin of a step and at a success. What has failed
 * anyway cannot be failed by them.
 */
export const decides = (hook: PlanHook, { status }: Pick<Moment, "status">): boolean =>
  hook.onError === "fail" && (status === null || status === "success");
