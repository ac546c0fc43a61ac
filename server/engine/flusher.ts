/**
 * Writes what the drivers of this process decide: each statement with all that has gathered meanwhile. A driver adds itself
 * once and is asked for its write at the last moment, so its later transitions ride along. There are three lines, so that one
 * is filled while others are written; an execution is always in the same one, so its writes keep their order.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "../../db/client";
import { type ExecutionWrite, flush, giveBack } from "../store/flush";
import { GroupCommit, type Waiting } from "../store/group-commit";
import { flushFailpoints } from "./flush-failpoints";
import { isRefusal } from "./insist";
import type { Lease } from "./lease";
import type { EngineLog } from "./ports";

export interface Writer {
  readonly id: string;
  /** What is to be written now; called once for each `add`. */
  takeWrite(): ExecutionWrite;
}

export type FlushAnswer = "recorded" | "lost";
export type FlushRequest = Waiting<Writer, FlushAnswer>;

const LINES = 3;
const RETRY_AFTER_MS = 100;
const GIVE_BACK_FOR_MS = 5_000;

export class Flusher {
  private readonly lines: GroupCommit<Writer, FlushAnswer>[];

  constructor(
    private readonly sql: Sql,
    private readonly lease: Lease,
    private readonly log: EngineLog,
  ) {
    this.lines = Array.from({ length: LINES }, () => {
      return new GroupCommit((writers) => this.write(writers.map((writer) => writer.takeWrite())));
    });
  }

  /** Hears when the writer's transitions are on disk, or when they never will be since the lease is gone. */
  add(request: FlushRequest): void {
    const { id } = request.item;
    const line = this.lines[id.charCodeAt(id.length - 1) % LINES];
    if (!line) throw new Error(`There is no line for ${id}.`);
    line.put(request);
  }

  /** Resolves when everything that was added is answered. */
  async idle(): Promise<void> {
    await Promise.all(this.lines.map((line) => line.idle()));
  }

  private async write(writes: ExecutionWrite[]): Promise<FlushAnswer[]> {
    const processId = this.lease.id;
    for (;;) {
      try {
        flushFailpoints("before", writes);
        const recorded = await flush(this.sql, processId, writes);
        flushFailpoints("after", writes);
        const refused = recorded.filter((ok) => !ok).length;
        if (refused > 0) this.log.warn({ refused }, "Writes were refused: others drive these executions by now.");
        return recorded.map((ok) => (ok ? "recorded" : "lost"));
      } catch (error) {
        if (isRefusal(error)) return this.isolate(processId, writes, error);
        // The answer may be lost although the commit is not: the same flush is sent again, it writes once.
        this.log.warn({ err: error }, "A flush did not get through; trying again.");
      }
      await wait(RETRY_AFTER_MS);
      this.lease.noticeLoss();
      if (processId !== this.lease.id || !this.lease.isValid()) return writes.map(() => "lost" as const);
    }
  }

  /** The database refuses something in the batch: write one by one, so that only the guilty execution stops. */
  private async isolate(processId: string, writes: ExecutionWrite[], error: unknown): Promise<FlushAnswer[]> {
    const [first] = writes;
    if (writes.length === 1 && first) {
      this.log.error(
        { err: error, executionId: first.id },
        "The database refuses a write; the execution is given back.",
      );
      await giveBack(this.sql, processId, first.id, first.fence, GIVE_BACK_FOR_MS);
      return ["lost"];
    }
    const answers: FlushAnswer[] = [];
    for (const write of writes) answers.push(...(await this.write([write])));
    return answers;
  }
}
