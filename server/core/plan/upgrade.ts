import { PLAN_FORMAT, type Plan, type PlanStep } from "./plan";

/** What format 1 did not have yet. */
const STEP_OF_FORMAT_1 = {
  role: "step",
  serves: [],
  subChain: null,
  next: [],
  repeat: null,
  forEach: null,
  totalTimeoutMs: null,
  startTimeoutMs: null,
  idleTimeoutMs: null,
  alternative: null,
  compensate: null,
} as const;

/** A plan as it was stored, in whichever format, as the present one. Its hash stays: it names the stored text. */
export function upgradePlan(stored: unknown): Plan {
  const plan = stored as Plan;
  const format: number = plan.format;
  if (format === PLAN_FORMAT) return plan;
  // Format 3 only added hooks, which a plan may be without.
  if (format === 2) return { ...plan, format: PLAN_FORMAT };
  if (format !== 1) throw new Error(`This version cannot run plans of format ${format}. Update the program.`);
  const steps = plan.steps.map((step): PlanStep => ({ ...STEP_OF_FORMAT_1, ...step }));
  return { ...plan, concurrency: plan.concurrency ?? null, steps, format: PLAN_FORMAT };
}
