import type { JsonObject } from "../json";
import type { HookErrorPolicy, HookType } from "./words";

/** A hook as it stands in a plan: `${NAME}` is written as `{{ env.NAME }}` by then. */
export interface PlanHook {
  type: HookType;
  params: JsonObject;
  onError: HookErrorPolicy;
  /** Environments in which it is on; null: all. */
  environments: readonly string[] | null;
}

/** Hooks by moment, in order; moments without any are not there. */
export interface PlanHooks {
  task_started?: readonly PlanHook[];
  task_finished?: readonly PlanHook[];
  workflow_finished?: readonly PlanHook[];
}
