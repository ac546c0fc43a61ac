import { findChain } from "../store/chains";
import type { Actor } from "./actor";
import { authorizeOwned, requireUser } from "./authorize";
import { isUuid } from "./chains";
import type { ServiceDependencies } from "./dependencies";

/** The chain of a person who asks, and who that is: for what everybody keeps of a chain for themselves. */
export function createChainAccess({ db: { orm } }: ServiceDependencies) {
  return async (actor: Actor, chainId: string): Promise<{ chainId: string; userId: string }> => {
    const { id: userId } = requireUser(actor);
    const chain = isUuid(chainId) ? await findChain(orm, chainId) : null;
    authorizeOwned(actor, "chain", chainId, chain);
    return { chainId, userId };
  };
}
