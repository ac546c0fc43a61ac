import type { ExecutionWrite } from "../store/flush";
import { type Failpoint, failpoint, failpointsArmed } from "./failpoints";

type Occasion = Failpoint extends `${string}-${infer Rest}` ? Rest : never;

/** The failpoints of a flush: the general one, and those of what it does. */
export function flushFailpoints(side: "before" | "after", writes: readonly ExecutionWrite[]): void {
  if (!failpointsArmed()) return;
  const pass = (occasion: Exclude<Occasion, "hand-over">) => failpoint(`${side}-${occasion}`);
  pass("flush");
  for (const write of writes) {
    if (write.endedAt !== null) pass("finish");
    if (write.release && write.endedAt === null) pass("wait");
    if (write.events.some((event) => obeys(event, "cancel"))) pass("cancel");
    if (write.events.some((event) => obeys(event, "answer") || obeys(event, "continue"))) pass("answer");
    if (write.starts.length > 0) pass("child-start");
    if (write.tells.some((tell) => tell.command === "child_ended")) pass("child-end");
  }
}

function obeys(event: ExecutionWrite["events"][number], command: string): boolean {
  return event.kind === "command" && (event.data as { command?: unknown } | null)?.command === command;
}
