"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
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
import { FieldError } from "@/components/ui/field";
import type { NotificationRules } from "@/server/core/notifications/rules";
import { RulesTable, withRule } from "./rules-table";

export interface ChainNotificationsProps {
  chain: { id: string; name: string };
  open: boolean;
  onClose(): void;
}

/** What the reader is told of one chain, where that differs from their settings. */
export function ChainNotifications({ chain, open, onClose }: ChainNotificationsProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent>{open ? <Content chain={chain} onClose={onClose} /> : null}</DialogContent>
    </Dialog>
  );
}

function Content({ chain, onClose }: Omit<ChainNotificationsProps, "open">) {
  const trpc = useTRPC();
  const found = useQuery(trpc.notifications.ofChain.queryOptions({ chainId: chain.id }));
  return (
    <>
      <DialogHeader>
        <DialogTitle>Notifications of {chain.name}</DialogTitle>
        <DialogDescription>For you alone. What you do not change here is as in your settings.</DialogDescription>
      </DialogHeader>
      {found.data ? (
        <Form chain={chain} first={found.data.rules} general={found.data.general} onClose={onClose} />
      ) : (
        <DialogBody>
          {found.error ? (
            <QueryProblem error={found.error} what="what you are told" onRetry={() => found.refetch()} />
          ) : (
            <TableSkeleton rows={5} />
          )}
        </DialogBody>
      )}
    </>
  );
}

interface FormProps extends Omit<ChainNotificationsProps, "open"> {
  first: NotificationRules;
  general: NotificationRules;
}

function Form({ chain, first, general, onClose }: FormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [rules, setRules] = useState(first);
  const save = useMutation(
    trpc.notifications.saveOfChain.mutationOptions({
      onSuccess: () => {
        toast.success(`You are told of ${chain.name} as you wish.`);
        onClose();
        return queryClient.invalidateQueries(trpc.notifications.ofChain.pathFilter());
      },
    }),
  );
  return (
    <>
      <DialogBody className="flex flex-col gap-3">
        <div className="rounded-lg border">
          <RulesTable
            rules={[rules, general]}
            onChange={(kind, channel, wanted) => setRules(withRule(rules, kind, channel, wanted))}
          />
        </div>
        {save.error ? <FieldError>{errorMessage(save.error)}</FieldError> : null}
      </DialogBody>
      <DialogFooter>
        <Button className="mr-auto" disabled={Object.keys(rules).length === 0} onClick={() => setRules({})}>
          As in my settings
        </Button>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button variant="primary" busy={save.isPending} onClick={() => save.mutate({ chainId: chain.id, rules })}>
          Save
        </Button>
      </DialogFooter>
    </>
  );
}
