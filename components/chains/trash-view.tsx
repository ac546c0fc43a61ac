"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArchiveRestore, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Empty } from "@/components/ui/empty";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TrashView as TrashedChain } from "@/server/services/trash";

/** What was thrown away: who, when, until when; to get back or to delete for good. */
export function TrashView({ onLeave }: { onLeave(): void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [erasing, setErasing] = useState<TrashedChain | null>(null);
  const trash = useQuery(trpc.trash.list.queryOptions());
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.trash.pathFilter()),
      queryClient.invalidateQueries(trpc.chains.pathFilter()),
      queryClient.invalidateQueries(trpc.schedules.pathFilter()),
    ]);
  const restore = useMutation(
    trpc.trash.restore.mutationOptions({
      onSuccess: refresh,
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const items = trash.data?.items ?? [];
  return (
    <Card className="overflow-hidden">
      {trash.error ? (
        <QueryProblem error={trash.error} what="the trash" onRetry={() => trash.refetch()} />
      ) : !trash.data ? (
        <TableSkeleton rows={3} />
      ) : items.length === 0 ? (
        <Empty title="The trash is empty" action={<Button onClick={onLeave}>Back to the chains</Button>}>
          Chains that you delete wait here
          {trash.data.days === "all" ? "" : ` for ${plural(trash.data.days, "day")}`}, and can be restored.
        </Empty>
      ) : (
        <Table className="max-md:block">
          <TableHead>
            <tr>
              <TableHeader>Chain</TableHeader>
              <TableHeader>Thrown away</TableHeader>
              <TableHeader>Gone for good</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {items.map((item) => (
              <TableRow key={item.id}>
                <TableCell className="py-2 max-md:col-span-2 md:w-[40%]">
                  <span className="block font-medium">{item.name}</span>
                  <span className="block text-12 text-muted-foreground">
                    {item.executions === 0 ? "never run" : `${plural(item.executions, "execution")}, still to be read`}
                  </span>
                </TableCell>
                <TableCell>
                  <span className="text-muted-foreground md:hidden">Thrown away </span>
                  <Time at={item.deletedAt} />
                  <span className="block text-12 text-muted-foreground">by {item.deletedBy ?? "the operator"}</span>
                </TableCell>
                <TableCell className="max-md:text-right">
                  <span className="block text-12 text-muted-foreground md:hidden">Gone for good</span>
                  {item.goneAt === null ? "when you delete it" : <Time at={item.goneAt} />}
                </TableCell>
                <TableCell className="text-right whitespace-nowrap max-md:col-span-2">
                  <span className="inline-flex gap-2">
                    <Button
                      size="sm"
                      disabled={restore.isPending}
                      aria-label={`Restore ${item.name}`}
                      onClick={() =>
                        restore.mutate(
                          { id: item.id },
                          { onSuccess: () => void toast.success(`${item.name} is back, as it was.`) },
                        )
                      }
                    >
                      <ArchiveRestore /> Restore
                    </Button>
                    <Button
                      size="sm"
                      variant="destructive-quiet"
                      aria-label={`Delete ${item.name} for good`}
                      onClick={() => setErasing(item)}
                    >
                      <Trash2 /> Delete
                    </Button>
                  </span>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {erasing ? <EraseDialog chain={erasing} onClose={() => setErasing(null)} onDone={refresh} /> : null}
    </Card>
  );
}

function EraseDialog({ chain, onClose, onDone }: { chain: TrashedChain; onClose(): void; onDone(): Promise<unknown> }) {
  const trpc = useTRPC();
  const [typed, setTyped] = useState("");
  const fieldId = useId();
  const erase = useMutation(
    trpc.trash.erase.mutationOptions({
      onSuccess: async () => {
        await onDone();
        toast.success(`${chain.name} is gone.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            erase.mutate({ id: chain.id, name: typed });
          }}
        >
          <DialogHeader>
            <DialogTitle>Delete {chain.name} for good?</DialogTitle>
            <DialogDescription>
              Its versions, drafts, schedule and shares go with it, and nothing brings them back. What it ran stays.
            </DialogDescription>
          </DialogHeader>
          <DialogBody>
            <div className="grid gap-1.5">
              <Label htmlFor={fieldId}>Type the name of the chain</Label>
              <Input
                id={fieldId}
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
                placeholder={chain.name}
                autoComplete="off"
                autoFocus
              />
              {erase.error ? <FieldError>{errorMessage(erase.error)}</FieldError> : null}
            </div>
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button type="button">Keep it in the trash</Button>
            </DialogClose>
            <Button
              type="submit"
              variant="destructive"
              busy={erase.isPending}
              disabled={typed.trim() !== chain.name.trim()}
            >
              Delete for good
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
