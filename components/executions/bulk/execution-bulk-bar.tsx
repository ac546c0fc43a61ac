"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw, Square } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { v7 as uuidv7 } from "uuid";
import { BulkBar } from "@/components/shared/bulk-bar";
import { plural } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { may } from "@/server/core/access/roles";
import { isExecutionEnded } from "@/server/core/execution/states";
import type { BulkAnswer } from "@/server/services/chain-bulk";
import type { ExecutionListRow } from "@/server/services/execution-view";
import { CancelManyDialog } from "./cancel-many-dialog";

interface ExecutionBulkBarProps {
  rows: readonly ExecutionListRow[];
  onClear(): void;
}

const MOST = 100;

/** Cancels what goes on and replays what has ended, of the selected executions. Each button counts those it applies to, and for which the role suffices. */
export function ExecutionBulkBar({ rows, onClear }: ExecutionBulkBarProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  // One key a selection: a second press, or a repeated request, starts nothing twice.
  const [key, setKey] = useState<string>(() => uuidv7());
  const options = (words: string) => ({
    onSuccess: ({ items }: BulkAnswer) => {
      void queryClient.invalidateQueries(trpc.executions.pathFilter());
      setKey(uuidv7());
      setAsking(false);
      onClear();
      tell(items, words);
    },
    onError: (error: unknown) => void toast.error(errorMessage(error)),
  });
  const cancel = useMutation(trpc.executionBulk.cancel.mutationOptions(options("being canceled")));
  const replay = useMutation(trpc.executionBulk.replay.mutationOptions(options("replayed")));
  const allEnded = rows.filter(({ status }) => isExecutionEnded(status));
  const allOpen = rows.filter(({ status }) => !isExecutionEnded(status));
  const ended = allEnded.filter(({ role }) => may(role, "execution", "replay"));
  const open = allOpen.filter(({ role }) => may(role, "execution", "steer"));
  const kept = rows.length - ended.length - open.length;
  if (rows.length === 0) return null;
  if (rows.length > MOST)
    return <BulkBar count={rows.length} about={`Choose at most ${MOST} at once.`} onClear={onClear} />;
  return (
    <>
      <BulkBar count={rows.length} about={wordsOf(allOpen.length, allEnded.length, kept)} onClear={onClear}>
        {open.length > 0 ? (
          <Button variant="destructive-quiet" disabled={cancel.isPending} onClick={() => setAsking(true)}>
            <Square /> Cancel {open.length}
          </Button>
        ) : null}
        {ended.length > 0 ? (
          <Button
            variant="primary"
            busy={replay.isPending}
            onClick={() => replay.mutate({ ids: ended.map(({ id }) => id), key })}
          >
            <RotateCcw /> Replay {ended.length}
          </Button>
        ) : null}
      </BulkBar>
      {asking ? (
        <CancelManyDialog
          count={open.length}
          busy={cancel.isPending}
          onClose={() => setAsking(false)}
          onCancel={(note) => cancel.mutate({ ids: open.map(({ id }) => id), note: note || undefined })}
        />
      ) : null}
    </>
  );
}

/** "1 goes on, 2 have ended; 1 you may only see". */
function wordsOf(open: number, ended: number, kept: number): string {
  const parts = [
    open > 0 ? `${open} ${open === 1 ? "goes" : "go"} on` : "",
    ended > 0 ? `${ended} ${ended === 1 ? "has" : "have"} ended` : "",
  ];
  return `${parts.filter(Boolean).join(", ")}${kept > 0 ? `; ${kept} you may only see` : ""}`;
}

function tell(items: BulkAnswer["items"], words: string): void {
  const done = items.filter((item) => item.done).length;
  const refused = items.flatMap((item) => (item.done ? [] : [`${item.name ?? "One"}: ${item.why}`]));
  const said = `${plural(done, "execution")} ${done === 1 ? "is" : "are"} ${words}.`;
  if (refused.length === 0) toast.success(said);
  else
    toast.warning(said, {
      description: refused.slice(0, 5).join(" "),
      duration: Number.POSITIVE_INFINITY,
      closeButton: true,
    });
}
