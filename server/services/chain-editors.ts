import { newestVersion, noteEditor, otherEditors, removeEditor } from "../store/chain-editors";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import type { ServiceDependencies } from "./dependencies";

/** Somebody who has the chain open in the builder too. */
export interface OtherEditor {
  editor: string;
  name: string;
  /** The same person, in another tab. */
  you: boolean;
  stepId: string | null;
}

export interface EditingView {
  others: OtherEditor[];
  /** Who made the newest version; a draft of an older one has been overtaken. */
  newest: { number: number; by: string | null };
}

/** Who edits a chain at the same time. Pages tell that they are there; one that is silent for half a minute is not. */
export function createChainEditors(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const { ownOf } = createAccess(deps);
  return {
    async seen(actor: Actor, chainId: string, editor: string, stepId: string | null): Promise<EditingView> {
      const of = await ownOf(actor, chainId, "edit");
      await noteEditor(sql, { ...of, editor, stepId });
      const [others, newest] = await Promise.all([otherEditors(sql, chainId, editor), newestVersion(sql, chainId)]);
      return {
        others: others.map(({ userId, ...other }) => ({ ...other, you: userId === of.userId })),
        newest: newest ?? { number: 1, by: null },
      };
    },

    async left(actor: Actor, chainId: string, editor: string): Promise<void> {
      await removeEditor(sql, { ...(await ownOf(actor, chainId, "edit")), editor });
    },
  };
}
