import type { Children } from "./children";
import type { Flusher } from "./flusher";
import type { HookPort } from "./hook-port";
import type { Lease } from "./lease";
import type { Clock, EngineLog, ResultFiles, SecretSource, StepPort } from "./ports";

/** What a driver needs of its engine. */
export interface DriverEnvironment {
  clock: Clock;
  port: StepPort;
  results: ResultFiles;
  secrets: SecretSource;
  hooks: HookPort;
  flusher: Flusher;
  lease: Lease;
  log: EngineLog;
  children: Children;
  /** A sub-chain begins: a process that drives only what it was told to drives it too. */
  onChild(id: string): void;
  /** An execution with this concurrency key has ended. */
  onRoom(concurrencyKey: string): void;
  /** A step of it has ended. */
  onProgress(id: string): void;
  /** The execution is on disk and needs no process before `wakeAt`. */
  onReleased(id: string, fence: number, ended: boolean, wakeAt: number | null): void;
  /** This process drives it no more; `keepSession`: it only waits, and may come back. */
  onClosed(driver: { id: string }, keepSession: boolean): void;
}
