import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { didYouMean, listNames, nearest } from "../core/validation/nearest";
import { AppError, notFound } from "../errors";
import { newId } from "../new-id";
import * as store from "../store/api-tokens";
import { insertAudit } from "../store/audit";
import { findUserByEmail } from "../store/users";
import type { Actor } from "./actor";
import { auditOf } from "./audit";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";
import { ALL_SCOPES, SCOPE_NAMES } from "./token-scopes";

const MAX_TOKENS = 100;
export const MAX_TOKEN_DAYS = 365;
const DAY_MS = 86_400_000;

export interface NewToken {
  name: string;
  scopes: string[];
  /** Null: it does not expire. */
  expiresInDays: number | null;
}

/** A token as lists show it. Times are epoch milliseconds. */
export interface TokenView {
  id: string;
  name: string;
  scopes: string[];
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
}

/** Who a token stands for, and what it may do for them. */
export interface TokenHolder {
  actor: Extract<Actor, { type: "user" }>;
  tokenId: string;
  scopes: readonly string[];
}

const newToken = z.object({
  name: z.string().trim().min(1, "Say what the token is for.").max(100, "A name has at most 100 characters."),
  expiresInDays: z
    .int()
    .min(1, "A token holds at least a day.")
    .max(MAX_TOKEN_DAYS, `A token holds at most ${MAX_TOKEN_DAYS} days.`)
    .nullable(),
});

/** Tokens for programs. A token is shown once; what is kept recognises it and cannot be turned back into it. */
export function createTokens(deps: ServiceDependencies) {
  const { orm } = deps.db;

  async function create(actor: Actor, userId: string, input: NewToken): Promise<TokenView & { token: string }> {
    const parsed = newToken.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new AppError("invalid", issue?.message ?? "The token is not right.", { field: issue?.path[0] });
    }
    const scopes = checkedScopes(input.scopes);
    if ((await store.countTokens(orm, userId)) >= MAX_TOKENS)
      throw new AppError("conflict", `There are ${MAX_TOKENS} tokens already. Revoke one that is not used any more.`);
    const id = newId();
    // The middle part only helps to find a token that turned up somewhere; the last one is the secret.
    const token = `cw_${id.slice(-12)}_${randomBytes(24).toString("hex")}`;
    const { name, expiresInDays } = parsed.data;
    const expiresAt = expiresInDays === null ? null : new Date(Date.now() + expiresInDays * DAY_MS);
    const row = await orm.transaction(async (tx) => {
      const object = { type: "token", id, name };
      await insertAudit(tx, auditOf(actor, "token.created", object, { scopes, expiresInDays, of: userId }));
      return store.insertToken(tx, { id, userId, name, hash: hashOf(token), scopes, expiresAt });
    });
    return { ...viewOf(row), token };
  }

  return {
    async list(actor: Actor): Promise<TokenView[]> {
      return (await store.listTokens(orm, requireUser(actor).id)).map(viewOf);
    },

    /** @returns the token itself, for the only time. */
    create: (actor: Actor, input: NewToken) => create(actor, requireUser(actor).id, input),

    /** For the operator: a token of somebody else. */
    async createFor(actor: Actor, email: string, input: NewToken): Promise<TokenView & { token: string }> {
      if (actor.type !== "operator")
        throw new AppError("forbidden", "Only at the machine itself can a token be made for somebody else.");
      const user = await findUserByEmail(orm, email);
      if (!user) throw notFound("account", email);
      return create(actor, user.id, input);
    },

    /** Ends a token of one's own; one that is not there stays like that. */
    async revoke(actor: Actor, id: string): Promise<void> {
      const { id: userId } = requireUser(actor);
      await orm.transaction(async (tx) => {
        const name = await store.revokeToken(tx, userId, id);
        if (name !== null) await insertAudit(tx, auditOf(actor, "token.revoked", { type: "token", id, name }));
      });
    },

    /** Whom a token stands for now; null: nobody. */
    async holderOf(token: string): Promise<TokenHolder | null> {
      if (!/^cw_[0-9a-f]{12}_[0-9a-f]{48}$/.test(token)) return null;
      const found = await store.findTokenUser(orm, hashOf(token));
      if (!found) return null;
      await store.touchToken(orm, found.token.id);
      const { id, name, email, role } = found.user;
      return {
        actor: { type: "user", id, name, email, role, sessionId: "" },
        tokenId: found.token.id,
        scopes: found.token.scopes,
      };
    },
  };
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

function checkedScopes(scopes: readonly string[]): string[] {
  const known = [...SCOPE_NAMES, ALL_SCOPES];
  const unknown = scopes.find((scope) => !known.includes(scope));
  if (unknown !== undefined) {
    const message = `There is no scope "${unknown}". These exist: ${listNames(known, 20)}.`;
    throw new AppError("invalid", message + didYouMean(nearest(unknown, known)), { field: "scopes" });
  }
  if (scopes.length === 0) throw new AppError("invalid", "Choose what the token may do.", { field: "scopes" });
  return scopes.includes(ALL_SCOPES) ? [ALL_SCOPES] : known.filter((scope) => scopes.includes(scope));
}

function viewOf({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: store.TokenRecord): TokenView {
  return {
    ...{ id, name, scopes, createdAt: createdAt.getTime() },
    ...{ expiresAt: expiresAt?.getTime() ?? null, lastUsedAt: lastUsedAt?.getTime() ?? null },
  };
}
