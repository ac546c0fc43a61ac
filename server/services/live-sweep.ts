/**
 * Stands behind the signals: once a second it asks how far the followed executions have come, for all streams of this process at once,
 * and tells those that lag behind.
 */
import { loadLastSeqs } from "../store/claims";
import type { ServiceDependencies } from "./dependencies";

const SWEEP_MS = 1_000;

export interface Follower {
  /** Seq of the last event that was sent, by execution. */
  readonly cursors: ReadonlyMap<string, number>;
  /** There are events after its cursor. */
  onBehind(executionId: string): void;
}

export function createLiveSweep({ db: { sql }, log }: Pick<ServiceDependencies, "db" | "log">) {
  const followers = new Set<Follower>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let looks = false;

  async function look(): Promise<void> {
    if (looks) return;
    looks = true;
    try {
      const ids = new Set([...followers].flatMap(({ cursors }) => [...cursors.keys()]));
      const known = ids.size > 0 ? await loadLastSeqs(sql, [...ids]) : new Map<string, number>();
      for (const { cursors, onBehind } of followers) {
        for (const [id, seq] of cursors) if ((known.get(id) ?? 0) > seq) onBehind(id);
      }
    } catch (error) {
      log.warn({ err: error }, "Nobody looked how far the followed executions are.");
    } finally {
      looks = false;
    }
  }

  return {
    /** Returns how to stop. */
    add(follower: Follower): () => void {
      followers.add(follower);
      if (followers.size === 1) timer = setInterval(look, SWEEP_MS);
      return () => {
        followers.delete(follower);
        if (followers.size === 0) clearInterval(timer);
      };
    },
  };
}
