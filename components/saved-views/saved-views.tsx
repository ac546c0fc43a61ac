"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus, X } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { SavedViewPage } from "@/server/core/search/saved-view-pages";
import type { SavedView } from "@/server/services/saved-views";
import { SaveViewDialog } from "./save-view-dialog";
import { viewQuery } from "./view-query";

/** What is shown now, and the views that are kept. */
function useViews(page: SavedViewPage) {
  const trpc = useTRPC();
  const current = viewQuery(new URLSearchParams(useSearchParams()));
  const views = useQuery(trpc.savedViews.list.queryOptions({ page }));
  const items = (views.data?.items ?? []).map((view) => ({
    ...view,
    isCurrent: viewQuery(new URLSearchParams(view.query)) === current,
  }));
  return { current, items, known: views.data !== undefined };
}

/** Views of this list that the reader keeps, as links. */
export function SavedViews({ page }: { page: SavedViewPage }) {
  const { items } = useViews(page);
  if (items.length === 0) return null;
  return (
    <ul
      aria-label="Saved views"
      className="no-scrollbar mb-3 flex items-center gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 max-md:py-1 md:flex-wrap"
    >
      {items.map((view) => (
        <ViewChip key={view.id} page={page} view={view} isCurrent={view.isCurrent} />
      ))}
    </ul>
  );
}

/** Keeps the filters that are on, unless they are kept already. Stands at the end of them. */
export function SaveView({ page }: { page: SavedViewPage }) {
  const { current, items, known } = useViews(page);
  const [saving, setSaving] = useState(false);
  if (!known || current === "" || items.some(({ isCurrent }) => isCurrent)) return null;
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setSaving(true)}>
        <BookmarkPlus /> Save this view
      </Button>
      {saving ? <SaveViewDialog page={page} query={current} taken={items} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

function ViewChip({ page, view, isCurrent }: { page: SavedViewPage; view: SavedView; isCurrent: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const after = () => queryClient.invalidateQueries(trpc.savedViews.pathFilter());
  const onError = (error: unknown) => void toast.error(errorMessage(error));
  const restore = useMutation(trpc.savedViews.save.mutationOptions({ onSuccess: after, onError }));
  const remove = useMutation(
    trpc.savedViews.remove.mutationOptions({
      onSuccess: () => {
        const undo = () => restore.mutate({ page, name: view.name, query: view.query });
        toast.success(`The view “${view.name}” is deleted.`, { action: { label: "Undo", onClick: undo } });
        return after();
      },
      onError,
    }),
  );
  return (
    <li
      className={cn(
        "inline-flex h-7 flex-none items-center rounded-md border border-border-strong bg-card text-12 max-md:h-8",
        isCurrent && "border-foreground bg-pressed",
      )}
    >
      <Link
        href={`/${page}?${view.query}`}
        aria-current={isCurrent ? "true" : undefined}
        className="flex h-full max-w-52 items-center rounded-l-md pr-1 pl-2.5 font-medium hover:underline hover:underline-offset-3"
      >
        <span className="truncate">{view.name}</span>
      </Link>
      <button
        type="button"
        aria-label={`Delete the view ${view.name}`}
        disabled={remove.isPending}
        className="flex h-full w-6 items-center justify-center rounded-r-md text-muted-foreground hover:bg-muted hover:text-foreground"
        onClick={() => remove.mutate({ id: view.id })}
      >
        <X className="size-3" aria-hidden />
      </button>
    </li>
  );
}
