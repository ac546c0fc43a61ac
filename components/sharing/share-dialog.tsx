"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { may } from "@/server/core/access/roles";
import { GiveShare } from "./give-share";
import { SharedPeople } from "./shared-people";
import { TransferForm } from "./transfer-form";

export type SharedObject = { type: "chain" | "task" | "execution"; id: string };

/** With whom a chain, task or execution is shared, and as what. */
export function ShareDialog({ object, onClose }: { object: SharedObject | null; onClose(): void }) {
  return (
    <Dialog open={object !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-[560px]">
        {object ? <ShareContent object={object} onClose={onClose} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function ShareContent({ object, onClose }: { object: SharedObject; onClose(): void }) {
  const trpc = useTRPC();
  const shares = useQuery(trpc.sharing.list.queryOptions(object));
  const view = shares.data;
  const mayShare = view ? may(view.role, object.type, "share") : false;
  return (
    <>
      <DialogHeader>
        <DialogTitle>{view ? `Share ${view.name}` : "Share"}</DialogTitle>
        <DialogDescription>
          {mayShare
            ? "Secrets stay yours: others run with them and cannot read them."
            : "Only its owner decides who else has a part in it."}
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        {shares.error ? (
          <QueryProblem error={shares.error} what="the people" onRetry={() => shares.refetch()} />
        ) : !view ? (
          <Skeleton className="h-32" />
        ) : (
          <>
            {mayShare ? <GiveShare object={object} /> : null}
            <SharedPeople object={object} view={view} mayChange={mayShare} onLeft={onClose} />
            {mayShare && object.type !== "execution" ? (
              <TransferForm object={{ type: object.type, id: object.id }} onDone={onClose} />
            ) : null}
          </>
        )}
      </DialogBody>
    </>
  );
}
