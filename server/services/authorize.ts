import { AppError, notFound } from "../errors";
import type { Actor } from "./actor";

/**
 * The one place that decides who may do what. Deny by default: what no rule below allows is refused, and a thing that is
 * not yours is answered like one that is not there.
 */
export function authorizeOwned<T extends { ownerId: string | null }>(
  actor: Actor,
  what: "chain" | "execution" | "task",
  id: string,
  object: T | null,
): T {
  if (!object) throw notFound(what, id);
  if (actor.type === "operator") return object;
  if (object.ownerId === null || object.ownerId !== actor.id) throw notFound(what, id);
  return object;
}

/** Server settings and accounts. */
export function authorizeAdmin(actor: Actor): void {
  if (actor.type === "operator" || actor.role === "admin") return;
  throw new AppError("forbidden", "Only an administrator may do this.");
}

/** Things that only a person has: drafts, notifications, sessions. */
export function requireUser(actor: Actor): Extract<Actor, { type: "user" }> {
  if (actor.type === "user") return actor;
  throw new AppError("forbidden", "This needs an account.");
}
