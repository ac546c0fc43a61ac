import type { Sql } from "../../db/client";
import type { Plan } from "../core/plan/plan";
import { loadPlan } from "../store/plans";

const MAX_PLANS = 500;

/** Plans by hash. They never change, so the only reason to forget one is room. */
export class PlanCache {
  private readonly plans = new Map<string, Plan>();

  constructor(private readonly sql: Sql) {}

  async get(hash: string): Promise<Plan> {
    const known = this.plans.get(hash);
    if (known) return known;
    const plan = await loadPlan(this.sql, hash);
    if (!plan) throw new Error(`Plan ${hash} is not in the database.`);
    return this.keep(plan);
  }

  /** The one object of this plan in this process: what was found out about its steps is kept with it. */
  keep(plan: Plan): Plan {
    const known = this.plans.get(plan.hash);
    if (known) return known;
    const oldest = this.plans.keys().next().value;
    if (this.plans.size >= MAX_PLANS && oldest !== undefined) this.plans.delete(oldest);
    this.plans.set(plan.hash, plan);
    return plan;
  }
}
