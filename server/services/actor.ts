/** Who asks. The operator sits at the machine itself: the command line without an account. */
export type Actor =
  | {
      type: "user";
      id: string;
      name: string;
      email: string;
      role: "admin" | "user";
      sessionId: string;
      address?: string | null;
    }
  | { type: "operator" };

/** The id under which an actor's things are kept; the operator has none. */
export const userIdOf = (actor: Actor): string | null => (actor.type === "user" ? actor.id : null);

/** How an actor appears in records. */
export const nameOf = (actor: Actor): string => (actor.type === "user" ? actor.name : "operator");
