import type { JsonObject } from "../json";
import { renderValue } from "../template/render";
import { TemplateError } from "../template/template-error";
import type { Plan } from "./plan";

/** Longer keys are told apart by their beginning only. */
const MAX_KEY = 500;

export interface Concurrency {
  /** With the chain in front: two chains never share one. */
  key: string;
  limit: number;
  onConflict: NonNullable<Plan["concurrency"]>["onConflict"];
}

/** The rendered `concurrency` of an execution; null when the chain sets no limit. A key that cannot be rendered is its text. */
export function concurrencyOf(plan: Plan, chainId: string | null, params: JsonObject): Concurrency | null {
  if (!plan.concurrency) return null;
  const { key, limit, onConflict } = plan.concurrency;
  const text = rendered(key, params);
  return { key: `${chainId ?? plan.hash}:${text}`.slice(0, MAX_KEY), limit, onConflict };
}

function rendered(key: string, params: JsonObject): string {
  try {
    const value = renderValue(key, { params });
    return typeof value === "string" ? value : JSON.stringify(value);
  } catch (error) {
    if (error instanceof TemplateError) return key;
    throw error;
  }
}
