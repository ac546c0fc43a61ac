/** The words of lifecycle hooks: definition, database, pages and docs take them from here. */

/** When hooks are told. `workflow_finished` is of a chain only. */
export const HOOK_MOMENTS = ["task_started", "task_finished", "workflow_finished"] as const;
export type HookMoment = (typeof HOOK_MOMENTS)[number];

export const HOOK_TYPES = ["log", "webhook", "metric", "dispatch_task", "transform"] as const;
export type HookType = (typeof HOOK_TYPES)[number];

/** What `task` and `execution` have for the templates of hooks. */
export const TASK_FIELDS = ["id", "name", "status", "attempt", "duration_ms", "error"] as const;
export const EXECUTION_FIELDS = ["id", "chain", "status", "origin", "duration_ms", "error"] as const;

/** own: hooks of a step and its chain. server: those that an administrator set for all chains. */
export const HOOK_LEVELS = ["own", "server"] as const;
export type HookLevel = (typeof HOOK_LEVELS)[number];

/** How a step or a chain ended, as hooks see it. */
export const MOMENT_STATUSES = ["success", "failed", "canceled"] as const;
export type MomentStatus = (typeof MOMENT_STATUSES)[number];

/**
 * waiting: its turn or its time is to come. sending: a process is at it. delivered: done. gave_up: no try is left, or none would
 * help. refused: nothing was sent, since something forbids it.
 */
export const DELIVERY_STATES = ["waiting", "sending", "delivered", "gave_up", "refused"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const METRIC_KINDS = ["counter", "histogram"] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** What a failure of a hook does to its step or chain. */
export const HOOK_ERROR_POLICIES = ["continue", "fail"] as const;
export type HookErrorPolicy = (typeof HOOK_ERROR_POLICIES)[number];
