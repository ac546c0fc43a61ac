import type { HookSetting } from "../core/hooks/moments";
import type { PlanHook } from "../core/hooks/plan-hook";
import type { DeliveryState } from "../core/hooks/words";
import type { JsonObject } from "../core/json";
import type { DeliveryAttempt } from "../store/hook-writes";

/** What the engine needs to know about lifecycle hooks, and who does those that decide about a step. */
export interface HookPort {
  /** Asked at every transition: it answers from memory. */
  setting(): HookSetting;
  /** Values of the environment variables that hooks may read. */
  readonly env: JsonObject;
  /** Does one hook now; never throws. */
  perform(call: HookCall): Promise<HookOutcome>;
}

export interface HookCall {
  /** Id of the delivery. */
  id: string;
  hook: PlanHook;
  /** What its templates read, but for environment and secrets. */
  context: JsonObject;
  userId: string | null;
  executionId: string;
  planHash: string;
  depth: number;
  level: "own" | "server";
}

export interface HookOutcome {
  state: Extract<DeliveryState, "delivered" | "gave_up" | "refused">;
  /** Why, unless it is delivered. */
  reason: string | null;
  attempt: DeliveryAttempt;
}

/** No hooks at all: for engines that stand alone. */
export const NO_HOOKS: HookPort = {
  setting: () => NOTHING,
  env: {},
  perform: () => Promise.reject(new Error("This engine performs no hooks.")),
};

const NOTHING: HookSetting = { server: null, environment: "production" };
