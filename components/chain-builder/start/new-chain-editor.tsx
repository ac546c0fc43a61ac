"use client";

import { CirclePlus, Pencil, Play, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { RunDialog } from "@/components/chains/run-dialog";
import { Button } from "@/components/ui/button";
import { Builder } from "../builder";
import type { EditorKnowledge } from "../complete/knowledge";
import type { LocalCopy } from "../draft/local-copy";
import { BuilderHeader, HeaderBadge, ReasonedButton, whyNotSave } from "../panels/builder-header";
import { SessionId } from "../settings/session-id";
import { useNewChain } from "./use-new-chain";

export interface NewChainEditorProps {
  knowledge: EditorKnowledge;
  start: string;
  copy: LocalCopy;
  /** To the choice of starting points; the text stays as unfinished. */
  onBack(): void;
}

/** The builder before there is a chain: the text lives in this browser until it is published. */
export function NewChainEditor({ knowledge, start, copy, onBack }: NewChainEditorProps) {
  const router = useRouter();
  const draft = useNewChain(start, copy);
  const [runId, setRunId] = useState<string | null>(null);
  const open = (id: string) => {
    router.replace(`/chains/${id}/edit`);
    toast.success("The chain is published. Run it when you like.");
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
        crumbs={[{ name: "Chains", href: "/chains" }, { name: "New chain" }]}
        onSave={(check) => draft.publish(check, open)}
        header={(check, name) => (
          <BuilderHeader
            title={name ?? "New chain"}
            check={check}
            badges={<HeaderBadge icon={<Pencil aria-hidden />}>Draft of version 1</HeaderBadge>}
            about={<NewChainWhere kept={draft.kept} />}
            actions={
              <>
                <Button variant="ghost" onClick={onBack}>
                  <Undo2 /> Start from something else
                </Button>
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
      <RunDialog chainId={runId} onClose={() => runId && router.replace(`/chains/${runId}/edit`)} />
    </>
  );
}

/** Where the text is until there is a chain. */
export function NewChainWhere({ kept }: { kept: boolean }) {
  return kept ? (
    <>Kept in this browser until you publish it</>
  ) : (
    <>This browser keeps nothing: publish it before you leave</>
  );
}
