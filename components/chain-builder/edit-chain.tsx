"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMe } from "@/components/session/session";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPCClient } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { ChainEditor } from "./chain-editor";
import type { EditorKnowledge } from "./complete/knowledge";
import { openDraft } from "./draft/draft-state";
import { localCopyOf } from "./draft/local-copy";
import { unixLines } from "./draft/use-draft";

/** The page that changes a chain: loads the newest version and what was left unsaved, then opens the editor. */
export function EditChain({ chainId, knowledge }: { chainId: string; knowledge: EditorKnowledge }) {
  const client = useTRPCClient();
  const me = useMe();
  const copy = useMemo(() => (me ? localCopyOf(me.id, chainId) : null), [me, chainId]);
  const opening = useQuery({
    // Read once for each visit: what happens later is the editor's own matter.
    queryKey: ["chain-editor", chainId],
    queryFn: async () => {
      const [chain, draft] = await Promise.all([
        client.chains.get.query({ id: chainId }),
        client.chains.draft.query({ id: chainId }),
      ]);
      const secrets = await client.secrets.names.query({ chainId });
      return { chain, draft, secrets: secrets.items.map(({ name }) => name) };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const opened = useMemo(() => {
    if (!opening.data || !copy) return null;
    const { chain, draft } = opening.data;
    const newest = { number: chain.version.number, text: unixLines(chain.version.source) };
    const server = draft
      ? { text: unixLines(draft.source), baseVersion: draft.baseVersion, at: draft.updatedAt }
      : null;
    return openDraft(newest, server, copy.read());
  }, [opening.data, copy]);
  const secrets = opening.data?.secrets;
  const known = useMemo(() => ({ ...knowledge, secrets }), [knowledge, secrets]);
  if (opening.data && opened && copy) {
    return <ChainEditor key={chainId} chain={opening.data.chain} opened={opened} copy={copy} knowledge={known} />;
  }
  return (
    <>
      <TopBar crumbs={[{ name: "Chains", href: "/chains" }, { name: "Edit" }]} />
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {opening.error ? (
          <QueryProblem error={opening.error} what="this chain" onRetry={() => opening.refetch()} />
        ) : (
          <div className="flex flex-1 flex-col" aria-busy="true">
            <h1 className="sr-only">Loading the chain</h1>
            <div className="flex h-[60px] items-center gap-3 border-b px-5">
              <Skeleton className="h-6 w-52" />
              <Skeleton className="ml-auto h-8 w-44" />
            </div>
            <div className="grid flex-1 md:grid-cols-[44%_1fr]">
              <div className="plan-canvas max-md:hidden" />
              <div className="flex flex-col gap-3 border-l bg-card p-6">
                {["w-40", "w-72", "w-56", "w-80", "w-64"].map((width) => (
                  <Skeleton key={width} className={`h-3 ${width} max-w-full`} />
                ))}
              </div>
            </div>
          </div>
        )}
      </main>
    </>
  );
}
