"use client";

import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { VersionCompare } from "@/components/chain-builder/versions/version-compare";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { TemplateView } from "@/server/services/templates/template-view";

/** What the version that is shown changed: since the reader's copy, else since the version before. The first changed nothing. */
export function WhatChanged({ template: { id, version, copies, title } }: { template: TemplateView }) {
  const [open, setOpen] = useState(false);
  const { number } = version;
  const old = copies.map((copy) => copy.version).filter((one) => one < number);
  const since = old.length > 0 ? Math.min(...old) : number - 1;
  if (since < 1) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <GitCompareArrows /> What changed
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent className="max-w-[1080px]">
          <DialogHeader>
            <DialogTitle>What changed</DialogTitle>
            <DialogDescription>
              {title}, version {number} with version {since}
              {old.length > 0 ? ", which you have" : ", the one before"}.
            </DialogDescription>
          </DialogHeader>
          {open ? <Compared id={id} since={since} now={version} /> : null}
        </DialogContent>
      </Dialog>
    </>
  );
}

function Compared({ id, since, now }: { id: string; since: number; now: TemplateView["version"] }) {
  const trpc = useTRPC();
  const before = useQuery(trpc.templates.get.queryOptions({ id, number: since }));
  if (before.error)
    return <QueryProblem error={before.error} what={`version ${since}`} onRetry={() => before.refetch()} />;
  if (!before.data) return <Skeleton className="m-4 h-60" />;
  return (
    <div className="min-h-0 overflow-y-auto border-t">
      <VersionCompare
        before={{ label: `version ${since}`, text: before.data.version.source }}
        after={{ label: `version ${now.number}`, text: now.source }}
      />
    </div>
  );
}
