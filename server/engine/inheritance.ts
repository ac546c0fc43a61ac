import type { Plan } from "../core/plan/plan";
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

/** What a step inherits: the files it may read and the state of the browser, as `share` and `pass` allow. */
export function inherited(plan: Plan, index: number, browsers: ReadonlyMap<number, BrowserState>) {
  const upstream = upstreamOf(plan, index);
  const readable = plan.share.files ? upstream.filter((other) => plan.steps[other]?.pass.files) : [];
  const browserFrom = plan.share.browserSession
    ? upstream.findLast((other) => browsers.has(other) && plan.steps[other]?.pass.browser)
    : undefined;
  return {
    readableSteps: readable.map((other) => plan.steps[other]?.id ?? ""),
    browser: browserFrom === undefined ? null : (browsers.get(browserFrom) ?? null),
  };
}
