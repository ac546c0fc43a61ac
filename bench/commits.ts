import { setTimeout as wait } from "node:timers/promises";
import type { BenchDatabase } from "./bench-database";
import { percentile } from "./statistics";

const EVERY_MS = 20;

/**
 * How long the disk keeps an insert waiting that has nothing to do with the work, while the work goes on: a disk that stalls for a tenth of
 * a second stalls everything that must be durable.
 */
export async function watchCommits(db: BenchDatabase): Promise<{ end(): Promise<number> }> {
  await db.sql`create table if not exists bench_commit (at double precision)`;
  const times: number[] = [];
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      const began = performance.now();
      await db.sql`insert into bench_commit values (${began})`;
      times.push(performance.now() - began);
      await wait(EVERY_MS);
    }
  })();
  return {
    /** The 99th percentile in milliseconds. */
    async end() {
      ended = true;
      await watching;
      return percentile(times, 0.99);
    },
  };
}
