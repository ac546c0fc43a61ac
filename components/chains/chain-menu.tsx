"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bell, Copy, Download, Ellipsis, PackagePlus, Tag, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { editChain } from "@/components/chain-builder/edits/chain-edit";
import { ChainNotifications } from "@/components/notifications/chain-notifications";
import { saveFile } from "@/components/shared/save-file";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { may } from "@/server/core/access/roles";
import type { ChainView } from "@/server/services/chain-view";
import { RefusedDialog } from "./bulk/refused-dialog";
import { TagDialog } from "./bulk/tag-dialog";
import { useChainBulk } from "./bulk/use-chain-bulk";
import { exportFile } from "./chain-export";
import { StatusItems } from "./status-items";
import { useSetStatus } from "./use-set-status";

/** What one rarely does with a chain. */
export function ChainMenu({ chain }: { chain: ChainView }) {
  const [asking, setAsking] = useState(false);
  const [tells, setTells] = useState(false);
  const [tagging, setTagging] = useState(false);
  const bulk = useChainBulk(() => {});
  const setStatus = useSetStatus(chain);
  const duplicate = useDuplicate(chain);
  const { name } = chain;
  const { source, language } = chain.version;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More about the chain" className="max-md:flex-none!">
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setTells(true)}>
            <Bell aria-hidden /> Notifications
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => duplicate.mutate()}>
            <Copy aria-hidden /> Duplicate
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => saveFile(exportFile({ name, source, language }, "yaml"))}>
            <Download aria-hidden /> Export as YAML
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => saveFile(exportFile({ name, source, language }, "json"))}>
            <Download aria-hidden /> Export as JSON
          </DropdownMenuItem>
          {may(chain.role, "chain", "share") ? (
            <DropdownMenuItem asChild>
              <Link href={`/templates/publish?chain=${chain.id}`}>
                <PackagePlus aria-hidden /> Publish as a template
              </Link>
            </DropdownMenuItem>
          ) : null}
          {may(chain.role, "chain", "edit") ? (
            <>
              <DropdownMenuItem onSelect={() => setTagging(true)}>
                <Tag aria-hidden /> Change tags
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <StatusItems status={chain.status} onChange={setStatus} />
            </>
          ) : null}
          {may(chain.role, "chain", "remove") ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem destructive onSelect={() => setAsking(true)}>
                <Trash2 aria-hidden /> Move to the trash
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <ChainNotifications chain={chain} open={tells} onClose={() => setTells(false)} />
      {tagging ? (
        <TagDialog rows={[chain]} onClose={() => setTagging(false)} onChange={(change) => bulk.tag([chain], change)} />
      ) : null}
      <RefusedDialog refusals={bulk.refusals} onClose={bulk.closeRefusals} />
      <DeleteDialog chain={chain} open={asking} onOpenChange={setAsking} />
    </>
  );
}

/** A chain of its own with the newest definition, opened in the builder. */
function useDuplicate({ name, version }: ChainView) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const named = editChain(version.source, { type: "set", path: ["name"], value: `${name} (copy)`.slice(0, 200) });
      return client.chains.create.mutate({ source: named?.text ?? version.source });
    },
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries(trpc.chains.list.pathFilter());
      toast.success("The copy is there, with a name of its own.");
      router.push(`/chains/${id}/edit`);
    },
    onError: (error) => void toast.error("The chain was not duplicated.", { description: errorMessage(error) }),
  });
}

function DeleteDialog({
  chain,
  open,
  onOpenChange,
}: {
  chain: ChainView;
  open: boolean;
  onOpenChange(open: boolean): void;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const restore = useMutation(
    trpc.trash.restore.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.chains.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const remove = useMutation(
    trpc.chains.remove.mutationOptions({
      onSuccess: () => {
        router.push("/chains");
        void queryClient.invalidateQueries(trpc.chains.list.pathFilter());
        toast.success(`${chain.name} is in the trash.`, {
          action: { label: "Undo", onClick: () => restore.mutate({ id: chain.id }) },
        });
      },
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <DialogBody className="pt-5">
          <AlertDialogTitle>Move {chain.name} to the trash?</AlertDialogTitle>
          <AlertDialogDescription>
            It cannot be run from there, and its schedule is off. You can restore it from the trash of the chain list.
          </AlertDialogDescription>
        </DialogBody>
        <DialogFooter>
          <AlertDialogCancel>Keep the chain</AlertDialogCancel>
          <Button variant="destructive" busy={remove.isPending} onClick={() => remove.mutate({ id: chain.id })}>
            Move to the trash
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
