import type { AttemptPlaceName, PendingWrite } from "./pending-write";
import type { Clock, StepIo } from "./ports";

/** A step that talks without end must not fill the database. */
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 8_000;

export interface StepIoHooks {
  /** Whether the attempt may still tell anything. */
  isLive(): boolean;
  /** Something waits to be written. */
  added(): void;
}

/** What an attempt may tell: lines and files become events, with the next flush. */
export function stepIo(
  clock: Clock,
  pending: PendingWrite,
  place: AttemptPlaceName,
  hooks: StepIoHooks,
): Omit<StepIo, "signal" | "heartbeat"> {
  let lines = 0;
  return {
    log(level, message, data) {
      lines += 1;
      if (lines > MAX_LINES + 1 || !hooks.isLive()) return;
      const dropped = lines > MAX_LINES;
      const text = dropped ? `More than ${MAX_LINES} lines: the rest is not kept.` : message.slice(0, MAX_CHARACTERS);
      pending.addLog(clock.now(), place, {
        level: dropped ? "warn" : level,
        message: text,
        ...(data && !dropped ? { data } : {}),
      });
      hooks.added();
    },
    file(file) {
      if (!hooks.isLive()) return;
      pending.addFile(clock.now(), place, file);
      hooks.added();
    },
  };
}
