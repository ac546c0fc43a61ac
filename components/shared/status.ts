import {
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
  SkipForward,
  TimerOff,
} from "lucide-react";
import type { ExecutionStatus, StepStatus } from "@/server/core/execution/states";
import { PartialIcon } from "./partial-icon";

/** Every state a page can show. `partial` is an execution that succeeded although a step failed. */
export type ShownStatus = ExecutionStatus | StepStatus | "partial";

export interface StatusLook {
  word: string;
  icon: LucideIcon;
  /** Sets the four colours of the state for everything below. */
  tone: `s-${string}`;
}

/** Word, shape and colour of each state; shapes differ so that they read without colour. */
export const STATUS_LOOKS: Record<ShownStatus, StatusLook> = {
  queued: { word: "Queued", icon: CircleDashed, tone: "s-queued" },
  pending: { word: "Pending", icon: CircleDashed, tone: "s-pending" },
  running: { word: "Running", icon: LoaderCircle, tone: "s-running" },
  waiting: { word: "Waiting", icon: Hourglass, tone: "s-waiting" },
  paused: { word: "Paused", icon: CirclePause, tone: "s-paused" },
  succeeded: { word: "Succeeded", icon: CircleCheck, tone: "s-succeeded" },
  partial: { word: "Succeeded with errors", icon: PartialIcon, tone: "s-partial" },
  failed: { word: "Failed", icon: OctagonX, tone: "s-failed" },
  timed_out: { word: "Timed out", icon: TimerOff, tone: "s-timed-out" },
  canceled: { word: "Canceled", icon: Ban, tone: "s-canceled" },
  skipped: { word: "Skipped", icon: SkipForward, tone: "s-skipped" },
};

/** The state of an execution as pages show it. */
export function shownExecutionStatus(execution: {
  status: ExecutionStatus;
  withErrors: boolean;
  waiting?: boolean;
}): ShownStatus {
  if (execution.status === "running" && execution.waiting) return "waiting";
  return execution.status === "succeeded" && execution.withErrors ? "partial" : execution.status;
}
