import { fuzzyRank } from "../core/search/fuzzy";
import { type Companion, companions } from "../store/people";
import { listUsers } from "../store/users";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

export type { Companion };

const SHOWN = 8;

/** People whom one may see: those with whom one has chains in common; for administrators everybody. */
export function createPeople({ db: { orm, sql } }: Pick<ServiceDependencies, "db">) {
  const list = (actor: Actor): Promise<Companion[]> => companions(sql, requireUser(actor).id);

  return {
    list,

    /** By letters of their names or addresses, the best first; oneself is not among them. */
    async find(actor: Actor, text: string): Promise<Companion[]> {
      const { id, role } = requireUser(actor);
      const known = await list(actor);
      const people = role === "admin" ? await withEverybody(known) : known;
      const others = people.filter((person) => person.id !== id);
      return fuzzyRank(text.trim(), others, ({ name, email }) => [name, email]).slice(0, SHOWN);
    },
  };

  async function withEverybody(known: readonly Companion[]): Promise<Companion[]> {
    const chains = new Map(known.map((person) => [person.id, person.chains]));
    const rows = await listUsers(orm);
    return rows.map(({ id, name, email }) => ({ id, name, email, chains: chains.get(id) ?? 0 }));
  }
}
