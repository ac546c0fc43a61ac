"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUp, Info } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { mergeDefinitions } from "@/server/core/merge/merge-definitions";
import type { TemplateView } from "@/server/services/templates/template-view";
import { updateWords } from "./merge/update-words";

interface UpdateCopyProps {
  template: TemplateView;
  copy: TemplateView["copies"][number];
}

/** The way to a newer version for one copy, and what it does to it. */
export function UpdateCopy({ template: { id, latest }, copy: { chainId, name } }: UpdateCopyProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.templates.update.queryOptions({ chainId }));
  const words = useMemo(() => {
    const merge = data && mergeDefinitions({ base: data.base.source, yours: data.yours, theirs: data.theirs.source });
    return merge ? updateWords(merge) : null;
  }, [data]);
  return (
    <div className="flex flex-col gap-2.5">
      {words ? (
        <p className="flex gap-2.5 rounded-md border bg-muted p-3 text-12 text-foreground-2">
          <Info className="mt-px size-4 flex-none" aria-hidden />
          <span className="wrap-anywhere">{words}</span>
        </p>
      ) : null}
      <Button asChild variant="primary">
        <Link href={`/templates/${id}/update/${chainId}`}>
          <ArrowUp />{" "}
          <span className="min-w-0 truncate">
            Update {name} to version {latest}
          </span>
        </Link>
      </Button>
    </div>
  );
}
