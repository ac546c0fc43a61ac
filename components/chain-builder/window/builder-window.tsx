"use client";

import { CirclePlus, Pencil, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import { RunDialog } from "@/components/chains/run-dialog";
import { useMe } from "@/components/session/session";
import { QueryProblem } from "@/components/trpc/query-problem";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { Builder } from "../builder";
import type { EditorKnowledge } from "../complete/knowledge";
import { useKnowledge } from "../complete/use-knowledge";
import { type LocalCopy, localCopyOf } from "../draft/local-copy";
import { unixLines } from "../draft/use-draft";
import { BuilderHeader, HeaderBadge, ReasonedButton, whyNotSave } from "../panels/builder-header";
import { SessionId } from "../settings/session-id";
import { NewChainWhere } from "../start/new-chain-editor";
import { useNewChain } from "../start/use-new-chain";

export interface BuilderWindowProps {
  /** The definition to begin with, perhaps with steps in it already. */
  initialText: string;
  onClose(): void;
}

/**
 * The builder of a new chain as a window over another page: `{open ? <BuilderWindow initialText={text} onClose={close} /> : null}`.
 * It brings what it needs with it. Closing is always a decision: cancel, save the draft, publish, or execute.
 */
export function BuilderWindow({ initialText, onClose }: BuilderWindowProps) {
  const me = useMe();
  const copy = useMemo(() => (me ? localCopyOf(me.id, null) : null), [me]);
  const knowledge = useKnowledge();
  return (
    <Dialog open>
      <DialogContent
        bare
        aria-describedby={undefined}
        onEscapeKeyDown={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.preventDefault()}
        className="h-[calc(100dvh-32px)] max-h-none w-[calc(100vw-32px)] max-w-[1600px] overflow-hidden bg-background max-md:h-dvh max-md:w-screen max-md:rounded-none"
      >
        <DialogTitle className="sr-only">New chain</DialogTitle>
        {knowledge.data && copy ? (
          <Content start={unixLines(initialText)} copy={copy} knowledge={knowledge.data} onClose={onClose} />
        ) : (
          <>
            {knowledge.error ? (
              <QueryProblem error={knowledge.error} what="the tools" onRetry={knowledge.retry} />
            ) : (
              <DialogBody aria-busy="true" className="flex-1 pt-5">
                <Skeleton className="h-8 w-64" />
                <Skeleton className="h-40" />
              </DialogBody>
            )}
            <DialogFooter>
              <Button onClick={onClose}>Cancel</Button>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}

interface ContentProps {
  start: string;
  copy: LocalCopy;
  knowledge: EditorKnowledge;
  onClose(): void;
}

function Content({ start, copy, knowledge, onClose }: ContentProps) {
  const router = useRouter();
  const draft = useNewChain(start, copy);
  const [dropping, setDropping] = useState(false);
  const [runId, setRunId] = useState<string | null>(null);
  const drop = () => {
    copy.remove();
    onClose();
  };
  const keep = () => {
    toast("The draft is kept in this browser.", {
      action: { label: "Continue", onClick: () => router.push("/chains/new") },
    });
    onClose();
  };
  const open = (id: string) => {
    toast.success("The chain is published.", {
      action: { label: "Edit", onClick: () => router.push(`/chains/${id}/edit`) },
    });
    onClose();
    router.push(`/chains/${id}`);
  };
  return (
    <>
      <Builder
        text={draft.text}
        onText={draft.setText}
        knowledge={knowledge}
        firstGraph={null}
        chainId={null}
        settings={<SessionId id={draft.sessionId} />}
        crumbs={null}
        onSave={(check) => draft.publish(check, open)}
        header={(check, name) => (
          <BuilderHeader
            heading="h2"
            title={name ?? "New chain"}
            check={check}
            badges={<HeaderBadge icon={<Pencil aria-hidden />}>Draft of version 1</HeaderBadge>}
            about={<NewChainWhere kept={draft.kept} />}
            actions={
              <>
                <Button variant="ghost" onClick={() => (draft.text === start ? drop() : setDropping(true))}>
                  Cancel
                </Button>
                <Button onClick={keep}>Save draft</Button>
                <ReasonedButton why={whyNotSave(check)} onClick={() => draft.publish(check, setRunId)}>
                  <Play /> Execute now
                </ReasonedButton>
                <ReasonedButton
                  variant="primary"
                  why={whyNotSave(check)}
                  busy={draft.busy}
                  onClick={() => draft.publish(check, open)}
                >
                  {draft.busy ? null : <CirclePlus />} Publish
                </ReasonedButton>
              </>
            }
          />
        )}
      />
      <RunDialog
        chainId={runId}
        onClose={() => {
          if (runId) open(runId);
        }}
      />
      <AlertDialog open={dropping} onOpenChange={setDropping}>
        <AlertDialogContent>
          <DialogBody className="pt-5">
            <AlertDialogTitle>Drop this new chain?</AlertDialogTitle>
            <AlertDialogDescription>
              It was never published. Save the draft instead to go on with it later.
            </AlertDialogDescription>
          </DialogBody>
          <DialogFooter>
            <AlertDialogCancel>Keep editing</AlertDialogCancel>
            <Button onClick={keep}>Save draft</Button>
            <Button variant="destructive" onClick={drop}>
              Drop it
            </Button>
          </DialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}
