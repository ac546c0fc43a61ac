"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { toast } from "sonner";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorCode, errorMessage } from "@/components/trpc/error";
import { type DraftState, draftReducer, localCopy, nextTask, type Version } from "./draft-state";
import type { LocalCopy } from "./local-copy";

const STORE_AFTER_MS = 1000;
const STORE_AGAIN_AFTER_MS = 5000;

export interface Draft {
  state: DraftState;
  edit(text: string): void;
  keep(): void;
  discard(): void;
  /** Makes a version, and says whether it did; a conflict shows up in the state. */
  save(): Promise<boolean>;
  dismissConflict(): void;
  takeNewest(): void;
  /** The same with a version of which the page has just heard. */
  take(newest: Version): void;
  /** Builds on the newest version and saves the own text on top of it. */
  saveOnTop(): Promise<boolean>;
}

/** Keeps a text of a chain while it is being changed. See `draft-state.ts`. */
export function useDraft(chainId: string, opened: DraftState, copy: LocalCopy): Draft {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [state, dispatch] = useReducer(draftReducer, opened);
  const latest = useRef(state);
  latest.current = state;
  useLocalCopy(state, copy);

  const task = nextTask(state);
  const { text, storeFailed } = state;
  const baseVersion = state.base.number;
  useEffect(() => {
    if (!task) return;
    const run = async () => {
      dispatch({ type: "store.started", text: task === "store" ? text : null });
      try {
        if (task === "store") await client.chains.saveDraft.mutate({ id: chainId, source: text, baseVersion });
        else await client.chains.discardDraft.mutate({ id: chainId });
        dispatch({ type: "store.succeeded", at: Date.now() });
      } catch {
        dispatch({ type: "store.failed" });
      }
    };
    const timer = setTimeout(run, storeFailed ? STORE_AGAIN_AFTER_MS : STORE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [task, text, baseVersion, storeFailed, client, chainId]);

  // Whoever walks to another page shall find the draft on the server, not only in this browser.
  useEffect(
    () => () => {
      const { current } = latest;
      if (nextTask(current) !== "store") return;
      const draft = { id: chainId, source: current.text, baseVersion: current.base.number };
      void client.chains.saveDraft.mutate(draft).then(
        () => copy.read()?.text === draft.source && copy.remove(),
        // The copy in this browser stays.
        () => undefined,
      );
    },
    [chainId, client, copy],
  );

  const save = useCallback(
    async (baseVersion: number) => {
      const source = latest.current.text;
      dispatch({ type: "save.started" });
      try {
        const { versionNumber } = await client.chains.save.mutate({ id: chainId, source, baseVersion });
        dispatch({ type: "save.succeeded", number: versionNumber });
        toast.success(`Version ${versionNumber} is published.`);
        await queryClient.invalidateQueries(trpc.chains.pathFilter());
        return true;
      } catch (error) {
        if (errorCode(error) === "CONFLICT") {
          const newest = await client.chains.get.query({ id: chainId }).catch(() => null);
          if (newest) {
            dispatch({
              type: "save.conflicted",
              newest: { number: newest.version.number, text: unixLines(newest.version.source) },
            });
            return false;
          }
        }
        dispatch({ type: "save.failed" });
        toast.error("The chain was not published.", { description: errorMessage(error) });
        return false;
      }
    },
    [chainId, client, queryClient, trpc],
  );

  return {
    state,
    edit: useCallback((changed: string) => dispatch({ type: "edited", text: changed }), []),
    keep: () => dispatch({ type: "kept" }),
    discard: () => dispatch({ type: "discarded" }),
    save: () => save(latest.current.base.number),
    dismissConflict: () => dispatch({ type: "conflict.dismissed" }),
    take(newest) {
      dispatch({ type: "newest.arrived", newest });
      dispatch({ type: "newest.taken" });
    },
    takeNewest: () => dispatch({ type: "newest.taken" }),
    saveOnTop: () => {
      dispatch({ type: "rebased" });
      return save(latest.current.newest.number);
    },
  };
}

/** The editor knows only one kind of line end; a text with others would count as changed. */
export const unixLines = (text: string): string => text.replace(/\r\n?/g, "\n");

/** Written at once and not after a pause: a tab can be closed at any moment. */
function useLocalCopy(state: DraftState, copy: LocalCopy): void {
  const wanted = localCopy(state);
  const text = wanted?.text ?? null;
  const baseVersion = wanted?.baseVersion ?? 0;
  useEffect(() => {
    if (text === null) copy.remove();
    else copy.write({ text, baseVersion });
  }, [text, baseVersion, copy]);
}
