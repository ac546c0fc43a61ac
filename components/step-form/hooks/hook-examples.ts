import { Bell, ChartColumn, Forward, Globe, type LucideIcon, ScrollText, Variable } from "lucide-react";
import type { HookMoment, HookType } from "@/server/core/hooks/words";
import type { JsonObject } from "@/server/core/json";

/** What the types are, in a list to choose from. */
export const HOOK_KINDS: Record<HookType, { icon: LucideIcon; name: string; about: string }> = {
  log: { icon: ScrollText, name: "Log", about: "A line in the log of the step and of the server." },
  webhook: { icon: Globe, name: "Webhook", about: "A request to another program." },
  metric: { icon: ChartColumn, name: "Metric", about: "A number to count or to measure." },
  dispatch_task: { icon: Forward, name: "Task", about: "Starts a saved task, or what a step of this chain does." },
  transform: { icon: Variable, name: "Values", about: "Makes values that the hooks after it read." },
};

export const UNKNOWN_KIND = Bell;

/** What a new hook of a type begins as: something that works at the moment. */
export function newHook(type: HookType, moment: HookMoment): JsonObject {
  const of = moment === "workflow_finished" ? "execution" : "task";
  const what = moment === "workflow_finished" ? "{{ execution.chain }}" : "{{ task.name }}";
  switch (type) {
    case "log":
      return { type, params: { message: `${what}: {{ ${of}.status }}` } };
    case "webhook":
      return { type, params: { url: "https://", body: { name: what, status: `{{ ${of}.status }}` } } };
    case "metric":
      return { type, params: { name: moment, tags: { status: `{{ ${of}.status }}` } } };
    case "dispatch_task":
      return { type, params: { task_id: "" } };
    case "transform":
      return { type, params: { set: { status: `{{ ${of}.status }}` } } };
  }
}
