"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
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
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import type { SecretView } from "@/server/services/secrets";
import { EditSecret } from "./edit-secret";
import { NewSecret } from "./new-secret";

/** Secrets of the person. No value ever comes back from the server. */
export function SecretList() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [editing, setEditing] = useState<SecretView | null>(null);
  const [asking, setAsking] = useState<SecretView | null>(null);
  const secrets = useQuery(trpc.secrets.list.queryOptions());
  const refresh = () => queryClient.invalidateQueries(trpc.secrets.pathFilter());
  const remove = useMutation(
    trpc.secrets.remove.mutationOptions({
      onSuccess: () => {
        setAsking(null);
        return refresh();
      },
      onError: (error) => void toast.error("The secret was not deleted.", { description: errorMessage(error) }),
    }),
  );
  return (
    <div className="flex flex-col gap-4">
      {secrets.error ? (
        <Card>
          <QueryProblem error={secrets.error} what="your secrets" onRetry={() => secrets.refetch()} />
        </Card>
      ) : !secrets.data ? (
        <Card>
          <TableSkeleton rows={2} />
        </Card>
      ) : secrets.data.items.length > 0 ? (
        <Card className="overflow-hidden">
          <ul aria-label="Secrets">
            {secrets.data.items.map((secret) => (
              <SecretRow
                key={secret.id}
                secret={secret}
                onEdit={() => setEditing(secret)}
                onDelete={() => setAsking(secret)}
              />
            ))}
          </ul>
        </Card>
      ) : null}
      <NewSecret onMade={() => void refresh()} />
      {editing ? (
        <EditSecret secret={editing} onClose={() => setEditing(null)} onChanged={() => void refresh()} />
      ) : null}
      <AlertDialog open={asking !== null} onOpenChange={(open) => !open && setAsking(null)}>
        <AlertDialogContent>
          <DialogBody className="pt-5">
            <AlertDialogTitle>Delete “{asking?.name}”?</AlertDialogTitle>
            <AlertDialogDescription>
              Steps that use it fail from now on, until there is one of that name.
            </AlertDialogDescription>
          </DialogBody>
          <DialogFooter>
            <AlertDialogCancel>Keep it</AlertDialogCancel>
            <Button
              variant="destructive"
              busy={remove.isPending}
              onClick={() => asking && remove.mutate({ id: asking.id })}
            >
              Delete the secret
            </Button>
          </DialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </div>
  );
}

function SecretRow({ secret, onEdit, onDelete }: { secret: SecretView; onEdit(): void; onDelete(): void }) {
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-4 py-2 text-13 last:border-b-0">
      <KeyRound className="size-4 text-muted-foreground" aria-hidden />
      <span className="min-w-40 flex-1">
        <span className="block font-mono font-medium">{secret.name}</span>
        <span className="block text-12 text-muted-foreground">
          since <Time at={secret.createdAt} />,{" "}
          {secret.lastUsedAt === null ? (
            "never used"
          ) : (
            <>
              used <Time at={secret.lastUsedAt} />
            </>
          )}
        </span>
      </span>
      <span className="flex max-w-80 flex-wrap gap-1">
        {secret.hosts.length === 0 ? (
          <span className="text-12 text-muted-foreground">any host, for you alone</span>
        ) : (
          secret.hosts.map((host) => (
            <span key={host} className="rounded-[5px] bg-pressed px-1.5 py-0.5 font-mono text-11">
              {host}
            </span>
          ))
        )}
      </span>
      <Button size="sm" onClick={onEdit}>
        Change<span className="sr-only"> {secret.name}</span>
      </Button>
      <Button size="sm" variant="ghost" onClick={onDelete}>
        Delete<span className="sr-only"> {secret.name}</span>
      </Button>
    </li>
  );
}
