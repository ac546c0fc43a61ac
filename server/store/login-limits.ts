import { RateLimiterPostgres, type RateLimiterRes } from "rate-limiter-flexible";
import type { Sql } from "../../db/client";

export interface LoginLimits {
  /** Milliseconds until this account and address may try again; 0: now. */
  blockedFor(account: string, address: string): Promise<number>;
  failed(account: string, address: string): Promise<void>;
  succeeded(account: string, address: string): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;

/** Failed sign-ins, counted in Postgres: by account and address, and more generously by account and by address alone. */
export function createLoginLimits(sql: Sql): LoginLimits {
  const client = {
    query: async (query: { text: string; values: unknown[] }) => {
      const rows = await sql.unsafe(query.text, query.values as never[]);
      return { rows: [...rows], rowCount: rows.count };
    },
  };
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      ...{ storeClient: client, storeType: "client", tableName: "rate_limits", tableCreated: true },
      ...{ keyPrefix, points, duration: WINDOW_SECONDS, clearExpiredByTimeout: false },
    });
  const both = limiter("login_both", 5);
  const byAccount = limiter("login_account", 20);
  const byAddress = limiter("login_address", 50);
  const limiters = (account: string, address: string) =>
    [
      [both, `${account} ${address}`],
      [byAccount, account],
      [byAddress, address],
    ] as const;
  return {
    async blockedFor(account, address) {
      const states = await Promise.all(
        limiters(account, address).map(async ([each, key]) => waitOf(await each.get(key), each.points)),
      );
      return Math.max(...states);
    },
    async failed(account, address) {
      // Consuming past the limit rejects with the state: the count is kept, which is all that is wanted here.
      await Promise.allSettled(limiters(account, address).map(([each, key]) => each.consume(key)));
    },
    async succeeded(account, address) {
      await both.delete(`${account} ${address}`);
    },
  };
}

function waitOf(state: RateLimiterRes | null, points: number): number {
  return state && state.consumedPoints >= points ? state.msBeforeNext : 0;
}
