"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { toast } from "sonner";
import { editChain } from "@/components/chain-builder/edits/chain-edit";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
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
import { Field, FieldError } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { JsonObject } from "@/server/core/json";
import { scheduleInWords } from "@/server/core/schedule/words";
import { readDraft, type ScheduleDraft, scheduleOfDraft } from "./schedule-draft";
import { ScheduleFields } from "./schedule-fields";

/** Gives a chain a schedule, in a new version. Null: closed. */
export function ScheduleChainDialog({ draft, onClose }: { draft: ScheduleDraft | null; onClose(): void }) {
  return (
    <Dialog open={draft !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent>{draft ? <Content first={draft} onClose={onClose} /> : null}</DialogContent>
    </Dialog>
  );
}

function Content({ first, onClose }: { first: ScheduleDraft; onClose(): void }) {
  const id = useId();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(first);
  const [chainId, setChainId] = useState("");
  const read = useMemo(() => readDraft(draft), [draft]);
  const chains = useQuery(trpc.chains.list.queryOptions({ limit: 100, status: ["active", "paused"] }));
  const rows = chains.data?.items ?? [];
  const publish = useMutation({
    mutationFn: async () => {
      const chain = await client.chains.get.query({ id: chainId });
      const value = scheduleOfDraft(draft) as JsonObject;
      const edited = editChain(chain.version.source, { type: "set", path: ["schedule"], value });
      if (!edited) throw new Error("The chain's text cannot be read. Open it in the builder.");
      await client.chains.save.mutate({ id: chainId, source: edited.text, baseVersion: chain.version.number });
      return chain.name;
    },
    onSuccess: async (name) => {
      toast.success(`${name} runs by itself now.`);
      onClose();
      await queryClient.invalidateQueries(trpc.schedules.pathFilter());
      await queryClient.invalidateQueries(trpc.chains.pathFilter());
    },
  });
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      <DialogHeader>
        <DialogTitle>Schedule a chain</DialogTitle>
        <DialogDescription>It becomes part of the chain's newest version.</DialogDescription>
      </DialogHeader>
      <DialogBody className="flex flex-col gap-4">
        <Field
          id={`${id}-chain`}
          label="Chain"
          error={chains.data && rows.length === 0 ? "There is no chain yet. Make one first." : undefined}
        >
          {(control) => (
            <Select value={chainId} onValueChange={setChainId}>
              <SelectTrigger {...control}>
                <SelectValue placeholder="Choose a chain" />
              </SelectTrigger>
              <SelectContent>
                {rows.map((row) => (
                  <SelectItem key={row.id} value={row.id}>
                    {row.name}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
        <ScheduleFields
          draft={draft}
          problems={read.ok ? [] : read.problems}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
        {read.ok ? <p className="text-13 font-medium">{scheduleInWords(read.schedule)}.</p> : null}
        {publish.error ? <FieldError>{errorMessage(publish.error)}</FieldError> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={publish.isPending} disabled={!read.ok || chainId === ""}>
          <CalendarClock /> Publish the schedule
        </Button>
      </DialogFooter>
    </form>
  );
}
