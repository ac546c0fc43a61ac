"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { TimerOff, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useNow } from "@/components/shared/clock";
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
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import type { TokenView } from "@/server/services/tokens";
import { NewToken } from "./new-token";
import { ReadyToken } from "./ready-token";

const SOON_MS = 14 * 86_400_000;

/** Tokens of the person: the new one once, those that there are, and the form for another. */
export function TokenList() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [ready, setReady] = useState<(TokenView & { token: string }) | null>(null);
  const [asking, setAsking] = useState<TokenView | null>(null);
  const tokens = useQuery(trpc.tokens.list.queryOptions());
  const refresh = () => queryClient.invalidateQueries(trpc.tokens.list.pathFilter());
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: () => {
        setAsking(null);
        return refresh();
      },
      onError: (error) => void toast.error("The token was not revoked.", { description: errorMessage(error) }),
    }),
  );
  return (
    <div className="flex flex-col gap-4">
      {ready ? <ReadyToken token={ready} onDone={() => setReady(null)} /> : null}
      {tokens.error ? (
        <Card>
          <QueryProblem error={tokens.error} what="your tokens" onRetry={() => tokens.refetch()} />
        </Card>
      ) : !tokens.data ? (
        <Card>
          <TableSkeleton rows={2} />
        </Card>
      ) : tokens.data.items.length > 0 ? (
        <Card className="overflow-hidden">
          <ul>
            {tokens.data.items.map((token) => (
              <TokenRow key={token.id} token={token} onRevoke={() => setAsking(token)} />
            ))}
          </ul>
        </Card>
      ) : null}
      <NewToken
        onMade={(made) => {
          setReady(made);
          void refresh();
        }}
      />
      <AlertDialog open={asking !== null} onOpenChange={(open) => !open && setAsking(null)}>
        <AlertDialogContent>
          <DialogBody className="pt-5">
            <AlertDialogTitle>Revoke “{asking?.name}”?</AlertDialogTitle>
            <AlertDialogDescription>
              Programs that use it are refused from now on. It cannot be taken back.
            </AlertDialogDescription>
          </DialogBody>
          <DialogFooter>
            <AlertDialogCancel>Keep it</AlertDialogCancel>
            <Button
              variant="destructive"
              busy={revoke.isPending}
              onClick={() => asking && revoke.mutate({ id: asking.id })}
            >
              Revoke the token
            </Button>
          </DialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </div>
  );
}

function TokenRow({ token, onRevoke }: { token: TokenView; onRevoke(): void }) {
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-4 py-2 text-13 last:border-b-0">
      <span className="min-w-40 flex-1">
        <span className="block font-medium">{token.name}</span>
        <span className="block text-12 text-muted-foreground">
          since <Time at={token.createdAt} />,{" "}
          {token.lastUsedAt === null ? (
            "never used"
          ) : (
            <>
              used <Time at={token.lastUsedAt} />
            </>
          )}
        </span>
      </span>
      <span className="flex max-w-80 flex-wrap gap-1">
        {token.scopes.map((scope) => (
          <span key={scope} className="rounded-[5px] bg-pressed px-1.5 py-0.5 font-mono text-11">
            {scope === "all" ? "everything you may" : scope}
          </span>
        ))}
      </span>
      <Expiry at={token.expiresAt} />
      <Button size="sm" variant="ghost" onClick={onRevoke}>
        Revoke<span className="sr-only"> {token.name}</span>
      </Button>
    </li>
  );
}

function Expiry({ at }: { at: number | null }) {
  const now = useNow();
  if (at === null) return <span className="w-32 text-12 text-muted-foreground">does not expire</span>;
  if (now > 0 && at <= now) {
    return (
      <span className="flex w-32 items-center gap-1.5 text-12 text-failed">
        <TimerOff className="size-3.5" aria-hidden /> expired <Time at={at} />
      </span>
    );
  }
  if (now > 0 && at - now < SOON_MS) {
    return (
      <span className="flex w-32 items-center gap-1.5 text-12 text-waiting">
        <TriangleAlert className="size-3.5" aria-hidden /> until <Time at={at} />
      </span>
    );
  }
  return (
    <span className="w-32 text-12">
      until <Time at={at} />
    </span>
  );
}
