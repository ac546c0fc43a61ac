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
  private busy: Promise<void> | null = null;

  constructor(
    private readonly sql: Sql,
    private readonly log: EngineLog,
  ) {}

  /** One more execution is driven here. */
  note(): void {
    this.count += 1;
    this.look();
  }

  /** Of many that begin at once few are there when it begins to look: so it looks once more afterwards. */
  private look(): void {
    if (this.busy || this.count < this.next) return;
    while (this.next <= this.count)
      this.next = this.next * TIMES > LAST_AFTER ? Number.POSITIVE_INFINITY : this.next * TIMES;
    const { count } = this;
    this.busy = analyzeHotTables(this.sql, count)
      .catch((error) => {
        this.log.warn({ err: error }, "The tables could not be analyzed; Postgres does it by itself within a minute.");
      })
      .then(() => {
        this.busy = null;
        this.look();
      });
  }

  /** Resolves when no analysis is under way. */
  async idle(): Promise<void> {
    while (this.busy) await this.busy;
  }
}
