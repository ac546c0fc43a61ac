import { scheduleOf } from "../core/definition/schedule-of";
import { newId } from "../new-id";
import { type EndedFire, endedFires, recordEnd } from "../store/schedule-ends";
import type { SchedulerDependencies } from "./scheduler";

/**
 * Counts how scheduled runs ended. Failures in a row stop a schedule that says so (`stop_after_failures`), and its owner is told. A
 * canceled run neither counts nor breaks the row: somebody wanted it.
 */
export async function countEnds({ sql, log }: SchedulerDependencies): Promise<void> {
  for (const fire of await endedFires(sql)) {
    const failed = fire.status === "failed" || fire.status === "timed_out";
    const limit = scheduleOf(fire.source)?.stop_after_failures ?? null;
    const counts = fire.status !== "canceled" && fire.status !== null;
    const stopped = await recordEnd(sql, fire, { failed, counts, limit }, stopNews(fire, limit ?? 0));
    if (stopped) log.warn({ chainId: fire.chainId }, stopWords(limit ?? 0));
  }
}

const stopWords = (failures: number): string =>
  `Stopped: ${failures === 1 ? "its run failed" : `${failures} runs in a row failed`}.`;

function stopNews(fire: EndedFire, failures: number) {
  return {
    why: stopWords(failures),
    notification: {
      ...{ id: newId(), userId: fire.ownerId, dedupeKey: `schedule:${fire.chainId}:stopped:${fire.fireAt}` },
      ...{ level: "error" as const, title: `The schedule of ${fire.chainName} has stopped` },
      body: `${stopWords(failures)} Mend the chain, then resume its schedule.`,
      ...{ kind: "schedule_stopped" as const, executionId: fire.executionId, stepId: null },
      ...{ chainId: fire.chainId, chainName: fire.chainName },
    },
  };
}
