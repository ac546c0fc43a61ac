import { type ActionOn, may, type Role, type Shareable, whyNotAllowed } from "../core/access/roles";
import { AppError, notFound } from "../errors";
import type { Actor } from "./actor";

/** An object with what the actor's role on it is; null: none. */
export interface Found<T> {
  object: T;
  role: Role | null;
}

/**
 * The one place that decides who may do what. Deny by default: what no rule of `core/access/roles.ts` allows is refused. A thing on
 * which one has no role is answered like one that is not there; on one that can be seen, a refusal says which role is missing.
 */
export function authorize<T, Type extends Shareable>(
  actor: Actor,
  action: ActionOn<Type>,
  { type, id }: { type: Type; id: string },
  found: Found<T> | null,
): T & { role: Role } {
  if (!found) throw notFound(type, id);
  if (actor.type === "operator") return { ...found.object, role: "owner" };
  const { object, role } = found;
  if (role === null) throw notFound(type, id);
  if (!may(role, type, action)) {
    throw new AppError("forbidden", whyNotAllowed(role, type, action) ?? "This is not allowed.", { role });
  }
  return { ...object, role };
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
