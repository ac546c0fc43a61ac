import { AppError } from "../errors";
import type { Actor } from "../services/actor";
import type { Services } from "../services/services";
import { covers, type TokenScope } from "../services/token-scopes";

type Person = Extract<Actor, { type: "user" }>;

/** Who calls the API. */
export interface Caller {
  actor: Person;
  /** What the token may do; null: the person themselves, in a browser. */
  scopes: readonly string[] | null;
  /** Under which calls are counted. */
  rateKey: string;
}

/** What the API needs of the process around it. */
export interface RestHost {
  services: Services;
  /** State folder. */
  home: string;
  /** The person of the browser's session, if the request carries one. */
  session(): Promise<Person | null>;
  isSameOrigin(request: Request): boolean;
  /** `https://chains.example.com`, without a slash at the end. */
  publicUrl: string;
  log: { error(fields: object, message: string): void };
}

const SAFE_METHODS = new Set(["GET", "HEAD"]);

/** A token in `Authorization` decides alone; without one the browser's session counts, for pages of this server only. */
export async function callerOf(request: Request, host: RestHost): Promise<Caller> {
  const header = request.headers.get("authorization");
  if (header !== null) {
    const token = /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? "";
    const holder = await host.services.tokens.holderOf(token);
    if (!holder) throw new AppError("unauthenticated", "The token is not known, was revoked, or has expired.");
    return { actor: holder.actor, scopes: holder.scopes, rateKey: holder.tokenId };
  }
  const actor = await host.session();
  if (!actor) {
    const message = "Send an API token: `Authorization: Bearer cw_...`. Tokens are made in Settings.";
    throw new AppError("unauthenticated", message);
  }
  if (!SAFE_METHODS.has(request.method) && !host.isSameOrigin(request))
    throw new AppError("forbidden", "With a session, changes are taken only from this server's own pages.");
  return { actor, scopes: null, rateKey: actor.id };
}

/** @throws AppError forbidden when the token does not reach so far. */
export function requireScope({ scopes }: Caller, needed: TokenScope): void {
  if (scopes === null || covers(scopes, needed)) return;
  throw new AppError("forbidden", `The token lacks the scope "${needed}".`, { scope: needed });
}
