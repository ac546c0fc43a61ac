"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import type { BulkAnswer } from "@/server/services/chain-bulk";
import type { ChainRow } from "@/server/services/chain-view";
import { type TagChange, tagsBack } from "./tags-back";

const STATUS_DONE = { active: "active", paused: "paused", archived: "archived" } as const;
export type Refusals = { done: string; items: { id: string; name: string; why: string }[] } | null;

/** Does the same to several chains, says of how many, shows what was refused, and offers the way back. */
export function useChainBulk(onDone: () => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<Refusals>(null);

  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.chains.pathFilter()),
      queryClient.invalidateQueries(trpc.trash.pathFilter()),
      queryClient.invalidateQueries(trpc.schedules.pathFilter()),
    ]);

  async function run(act: () => Promise<BulkAnswer>, words: string, undo?: (doneIds: string[]) => Promise<unknown>) {
    setBusy(true);
    try {
      const { items } = await act();
      await refresh();
      onDone();
      const done = items.flatMap((item) => (item.done ? [item.id] : []));
      const refused = items.flatMap((item) =>
        item.done ? [] : [{ id: item.id, name: item.name ?? "A chain", why: item.why }],
      );
      const said = `${plural(done.length, "chain")} ${done.length === 1 ? "is" : "are"} ${words}.`;
      if (refused.length > 0) setRefusals({ done: said, items: refused });
      else if (undo) toast.success(said, { action: { label: "Undo", onClick: () => void takeBack(() => undo(done)) } });
      else toast.success(said);
    } catch (error) {
      toast.error(errorMessage(error));
    } finally {
      setBusy(false);
    }
  }

  async function takeBack(undo: () => Promise<unknown>) {
    try {
      await undo();
      await refresh();
      toast.success("It is as it was before.");
    } catch (error) {
      toast.error(errorMessage(error));
    }
  }

  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return {
    busy,
    refusals,
    closeRefusals: () => setRefusals(null),

    setStatus: (rows: readonly ChainRow[], status: ChainRow["status"]) =>
      run(
        () => client.chainBulk.setStatus.mutate({ ids: idsOf(rows), status }),
        STATUS_DONE[status],
        async (done) => {
          for (const before of ["active", "paused", "archived"] as const) {
            const ids = idsOf(rows.filter((row) => done.includes(row.id) && row.status === before));
            if (ids.length > 0) await client.chainBulk.setStatus.mutate({ ids, status: before });
          }
        },
      ),

    throwAway: (rows: readonly ChainRow[]) =>
      run(
        () => client.chainBulk.throwAway.mutate({ ids: idsOf(rows) }),
        "in the trash",
        (ids) => client.chainBulk.restore.mutate({ ids }),
      ),

    tag: (rows: readonly Pick<ChainRow, "id" | "tags">[], change: TagChange) =>
      run(
        () => client.chainBulk.tag.mutate({ ids: idsOf(rows), ...change }),
        "tagged",
        async (done) => {
          const changed = rows.filter(({ id }) => done.includes(id));
          for (const { ids, ...back } of tagsBack(changed, change)) await client.chainBulk.tag.mutate({ ids, ...back });
        },
      ),
  };
}
