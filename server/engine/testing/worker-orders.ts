import type { StoredCommand } from "../../store/commands";
import type { ExecutionStart } from "../../store/start-executions";

/** What a test may tell a worker process: one JSON line on its standard input each. The worker answers `done <n>`. */
export type WorkerOrder =
  /** Ends itself at a failpoint: `name[:nth]`; null takes it back. */
  | { do: "arm"; failpoint: string | null }
  /** Its clock goes so much ahead (or behind) from now on. */
  | { do: "jump"; ms: number }
  /** Every connection of its pool is busy for so long. */
  | { do: "exhaust"; ms: number }
  /** Plays the web server: records a start, and answers once it is acknowledged. */
  | { do: "start"; start: Omit<ExecutionStart, "createdAt"> }
  /** The same with an order of a person. */
  | { do: "command"; command: Omit<StoredCommand, "id"> };

/** What a step of a test does, from its parameter `act`; absent: it succeeds. */
export type StepAct =
  /** Fails so many times, then succeeds; `times` absent: always. */
  | { kind: "fail"; times?: number; retryable?: boolean }
  /** Waits without running. */
  | { kind: "wait"; ms: number }
  /** Asks a person. */
  | { kind: "ask" }
  /** Runs until it is told to stop. */
  | { kind: "hang" }
  /** Ends its process, as a crash of the runtime does. */
  | { kind: "crash" }
  /** Succeeds with so many characters. */
  | { kind: "large"; length: number }
  /** Succeeds with this. */
  | { kind: "give"; value: string | number | boolean };
