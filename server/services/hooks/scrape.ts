import { timingSafeEqual } from "node:crypto";
import type { ServiceDependencies } from "../dependencies";
import { covers } from "../token-scopes";
import type { createTokens } from "../tokens";
import { metricsText } from "./metrics-text";

/** The numbers of the whole server, for whoever the operator lets have them. */
export function createScrape({ db }: ServiceDependencies, tokens: Pick<ReturnType<typeof createTokens>, "holderOf">) {
  return {
    /** Null: the token is neither the operator's nor an administrator's with the scope `metrics:read`. */
    async scrape(token: string, operatorToken: string | null): Promise<string | null> {
      if (operatorToken && isSame(token, operatorToken)) return metricsText(db.sql);
      const holder = await tokens.holderOf(token);
      if (holder?.actor.role !== "admin" || !covers(holder.scopes, "metrics:read")) return null;
      return metricsText(db.sql);
    },
  };
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
