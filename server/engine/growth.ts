/**
 * Keeps Postgres' picture of the hot tables fresh while they are young. A prepared statement keeps its plan until the statistics
 * change, and one that was made for an empty table reads all of it; the automatic analysis comes once a minute, which is many
 * thousand executions late. So it is asked for whenever there are twice as many as the last time.
 */
import type { Sql } from "../../db/client";
import { analyzeHotTables } from "../store/analyze";
import type { EngineLog } from "./ports";

const FIRST_AFTER = 100;
const TIMES = 2;
/** From here on the automatic analysis is soon enough. */
const LAST_AFTER = 20_000;

export class Growth {
  private count = 0;
  private next = FIRST_AFTER;
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly sql: Sql,
    private readonly log: EngineLog,
  ) {}

  /** One more execution is driven here. */
  note(): void {
    this.count += 1;
    if (this.count < this.next) return;
    this.next = this.next * TIMES > LAST_AFTER ? Number.POSITIVE_INFINITY : this.next * TIMES;
    this.busy = analyzeHotTables(this.sql, this.count).catch((error) => {
      this.log.warn({ err: error }, "The tables could not be analyzed; Postgres does it by itself within a minute.");
    });
  }

  /** Resolves when no analysis is under way. */
  idle(): Promise<void> {
    return this.busy;
  }
}
