import { withTags } from "../core/definition/with-tags";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import type { Chains } from "./chains";
import type { createTrash } from "./trash";

/** What became of one of many. */
export type BulkResult = { id: string; name: string | null } & ({ done: true } | { done: false; why: string });

export interface BulkAnswer {
  items: BulkResult[];
}

const MOST_TAGS = 20;

/** Doing the same to several chains: each is authorised by itself, and one that is refused keeps no other from it. */
export function createChainBulk(chains: Chains, trash: ReturnType<typeof createTrash>) {
  const nameOf = (actor: Actor, id: string) =>
    chains.get(actor, id).then(
      ({ name }) => name,
      () => null,
    );

  async function retag(actor: Actor, id: string, change: { add: readonly string[]; remove: readonly string[] }) {
    const { version, tags: before } = await chains.get(actor, id);
    const tags = [...new Set([...before, ...change.add])].filter((tag) => !change.remove.includes(tag));
    if (tags.length > MOST_TAGS) {
      throw new AppError("invalid", `It would have ${tags.length} tags; at most ${MOST_TAGS} fit. Remove some first.`);
    }
    if (tags.join("\n") === before.join("\n")) return;
    const text = withTags(version.source, tags);
    if (text === null) throw new AppError("invalid", "Its text cannot be read. Open it in the builder.");
    await chains.save(actor, id, text, version.number);
  }

  return {
    /** Makes active, pauses or archives. */
    setStatus: (actor: Actor, ids: readonly string[], status: "active" | "paused" | "archived") =>
      each(
        ids,
        (id) => nameOf(actor, id),
        (id) => chains.setStatus(actor, id, status),
      ),

    /** Publishes a version of each chain whose tags change. */
    tag: (actor: Actor, ids: readonly string[], change: { add: readonly string[]; remove: readonly string[] }) =>
      each(
        ids,
        (id) => nameOf(actor, id),
        (id) => retag(actor, id, change),
      ),

    throwAway: (actor: Actor, ids: readonly string[]) =>
      each(
        ids,
        (id) => nameOf(actor, id),
        (id) => trash.throwAway(actor, id),
      ),

    async restore(actor: Actor, ids: readonly string[]): Promise<BulkAnswer> {
      const names = new Map((await trash.list(actor)).items.map(({ id, name }) => [id, name]));
      return each(
        ids,
        async (id) => names.get(id) ?? null,
        (id) => trash.restore(actor, id),
      );
    },
  };
}

/** One after the other: a hundred transactions at once would only wait for each other. */
export async function each(
  ids: readonly string[],
  nameOf: (id: string) => Promise<string | null>,
  act: (id: string) => Promise<unknown>,
): Promise<BulkAnswer> {
  const items: BulkResult[] = [];
  for (const id of new Set(ids)) {
    const name = await nameOf(id);
    try {
      await act(id);
      items.push({ id, name, done: true });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      items.push({ id, name, done: false, why: error.message });
    }
  }
  return { items };
}
