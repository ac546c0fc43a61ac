import type { DriverEnvironment } from "./driver-environment";
import type { PendingWrite } from "./pending-write";
import type { StepIo } from "./ports";

/** A step that talks without end must not fill the database. */
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 8_000;

/** What an attempt may tell: lines and files become events, with the next flush. */
export function stepIo(
  env: DriverEnvironment,
  pending: PendingWrite,
  stepId: string,
  attempt: number,
  requestFlush: () => void,
): Omit<StepIo, "signal"> {
  let lines = 0;
  return {
    log(level, message, data) {
      lines += 1;
      if (lines > MAX_LINES + 1) return;
      const dropped = lines > MAX_LINES;
      const text = dropped ? `More than ${MAX_LINES} lines: the rest is not kept.` : message.slice(0, MAX_CHARACTERS);
      pending.addLog(env.clock.now(), stepId, attempt, {
        level: dropped ? "warn" : level,
        message: text,
        ...(data && !dropped ? { data } : {}),
      });
      requestFlush();
    },
    file(file) {
      pending.addFile(env.clock.now(), stepId, attempt, file);
      requestFlush();
    },
  };
}
