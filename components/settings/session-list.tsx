"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { toast } from "sonner";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { deviceWords } from "./device-words";

export function SessionList() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const sessions = useQuery(trpc.account.sessions.queryOptions());
  const onError = (error: unknown) => void toast.error(errorMessage(error));
  const revoke = useMutation(
    trpc.account.revokeSession.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.account.sessions.pathFilter()),
      onError,
    }),
  );
  const everywhere = useMutation(
    trpc.account.signOutEverywhere.mutationOptions({ onSuccess: () => signOut({ callbackUrl: "/sign-in" }), onError }),
  );
  return (
    <Card>
      {sessions.error ? (
        <QueryProblem error={sessions.error} what="your sessions" onRetry={() => sessions.refetch()} />
      ) : !sessions.data ? (
        <TableSkeleton rows={2} />
      ) : (
        <ul>
          {sessions.data.items.map((session) => (
            <li key={session.id} className="flex min-h-14 items-center gap-3 border-b px-4 py-2 text-13">
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2 font-medium">
                  {deviceWords(session.userAgent)} {session.current ? <Badge>this one</Badge> : null}
                </span>
                <span className="block text-12 text-muted-foreground">
                  Signed in <Time at={session.createdAt} />, last seen <Time at={session.lastSeenAt} />
                </span>
              </span>
              {session.current ? null : (
                <Button size="sm" onClick={() => revoke.mutate({ id: session.id })}>
                  End<span className="sr-only"> the session of {deviceWords(session.userAgent)}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <DialogFooter className="border-t-0">
        <Button variant="destructive-quiet" onClick={() => setAsking(true)}>
          Sign out everywhere
        </Button>
      </DialogFooter>
      <AlertDialog open={asking} onOpenChange={setAsking}>
        <AlertDialogContent>
          <DialogBody className="pt-5">
            <AlertDialogTitle>Sign out everywhere?</AlertDialogTitle>
            <AlertDialogDescription>
              All sessions end at once, this one too. Chains go on running.
            </AlertDialogDescription>
          </DialogBody>
          <DialogFooter>
            <AlertDialogCancel>Stay signed in</AlertDialogCancel>
            <Button variant="destructive" busy={everywhere.isPending} onClick={() => everywhere.mutate()}>
              Sign out everywhere
            </Button>
          </DialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </Card>
  );
}
