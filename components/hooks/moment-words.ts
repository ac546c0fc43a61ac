import type { HookMoment } from "@/server/core/hooks/words";

/** The moments in words, by where hooks stand. */
export const MOMENT_WORDS: Record<"step" | "chain", Record<HookMoment, string>> = {
  step: {
    task_started: "When the step begins",
    task_finished: "When the step has ended",
    workflow_finished: "When the chain has ended",
  },
  chain: {
    task_started: "When any step begins",
    task_finished: "When any step has ended",
    workflow_finished: "When the chain has ended",
  },
};
