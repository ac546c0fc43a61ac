import type { Plan, PlanStep } from "../core/plan/plan";
import type { BrowserState } from "./ports";

/** Ids of all steps above one, in the plan's order. */
export function upstreamOf(plan: Plan, index: number): number[] {
  const seen = new Set<number>();
  const stack = [index];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    for (const edge of plan.steps[next]?.dependsOn ?? []) {
      if (!seen.has(edge.step)) {
        seen.add(edge.step);
        stack.push(edge.step);
      }
    }
  }
  return [...seen].sort((a, b) => a - b);
}

interface Above {
  upstream: readonly number[];
  readable: readonly string[];
}

/** Of each step of a plan. Plans never change, so it is found once; not kept when it is long, since of long chains it is so for each step. */
const above = new WeakMap<PlanStep, Above>();
const KEPT = 50;

function aboveOf(plan: Plan, index: number): Above {
  const step = plan.steps[index];
  const known = step && above.get(step);
  if (known) return known;
  const upstream = upstreamOf(plan, index);
  const readable = plan.share.files ? upstream.filter((other) => plan.steps[other]?.pass.files) : [];
  const found = { upstream, readable: readable.map((other) => plan.steps[other]?.id ?? "") };
  if (step && upstream.length <= KEPT) above.set(step, found);
  return found;
}

/** What a step inherits: the files it may read and the state of the browser, as `share` and `pass` allow. */
export function inherited(plan: Plan, index: number, browsers: ReadonlyMap<number, BrowserState>) {
  const { upstream, readable } = aboveOf(plan, index);
  const browserFrom =
    plan.share.browserSession && browsers.size > 0
      ? upstream.findLast((other) => browsers.has(other) && plan.steps[other]?.pass.browser)
      : undefined;
  return {
    readableSteps: readable,
    browser: browserFrom === undefined ? null : (browsers.get(browserFrom) ?? null),
  };
}
