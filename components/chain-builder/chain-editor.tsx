"use client";

import { CircleCheck, Pencil, Play, Upload } from "lucide-react";
import { useState } from "react";
import { RunDialog } from "@/components/chains/run-dialog";
import { Button } from "@/components/ui/button";
import type { ChainView } from "@/server/services/chain-view";
import { Builder } from "./builder";
import type { EditorKnowledge } from "./complete/knowledge";
import { ConflictDialog } from "./draft/conflict-dialog";
import { type DraftState, isChanged } from "./draft/draft-state";
import { DraftWhere, FoundDraftBar } from "./draft/draft-words";
import type { LocalCopy } from "./draft/local-copy";
import { useDraft } from "./draft/use-draft";
import { BuilderHeader, HeaderBadge, ReasonedButton, whyNotSave } from "./panels/builder-header";
import { PublishFirst } from "./panels/publish-first";
import { OvertakenBar } from "./presence/overtaken-bar";
import { SessionId } from "./settings/session-id";
import { DataExecutionBar } from "./testing/data-execution-bar";
import { TestChain } from "./testing/test-buttons";
import type { Check } from "./use-check";
import { CompareDraft } from "./versions/compare-draft";

export interface ChainEditorProps {
  chain: ChainView;
  opened: DraftState;
  copy: LocalCopy;
  knowledge: EditorKnowledge;
}

/** Changes a chain that exists. Publishing makes a new version; executions under way keep theirs. */
export function ChainEditor({ chain, opened, copy, knowledge }: ChainEditorProps) {
  const draft = useDraft(chain.id, opened, copy);
  const [running, setRunning] = useState(false);
  const [asking, setAsking] = useState(false);
  const { state } = draft;
  const changed = isChanged(state);
  const why = (check: Check) => (changed ? whyNotSave(check) : "Nothing has changed since the last version.");
  const whyNotRun = (check: Check): string | null =>
    chain.status === "archived"
      ? "An archived chain does not run: make it active first."
      : changed
        ? whyNotSave(check)
        : null;
  return (
    <>
      <Builder
        text={state.text}
        onText={draft.edit}
        knowledge={knowledge}
        firstGraph={chain.graph}
        chainId={chain.id}
        settings={chain.sessionId ? <SessionId id={chain.sessionId} /> : null}
        crumbs={[
          { name: "Chains", href: "/chains" },
          { name: chain.name, href: `/chains/${chain.id}` },
          { name: "Edit" },
        ]}
        onSave={(check) => {
          if (why(check) === null && !state.saving) void draft.save();
        }}
        header={(check, name) => (
          <BuilderHeader
            title={name ?? chain.name}
            check={check}
            badges={
              changed ? (
                <HeaderBadge icon={<Pencil aria-hidden />}>Draft of version {state.newest.number + 1}</HeaderBadge>
              ) : (
                <HeaderBadge icon={<CircleCheck aria-hidden />}>Published</HeaderBadge>
              )
            }
            about={
              <>
                <DraftWhere state={state} />
                <CompareDraft text={state.text} newest={state.newest} />
              </>
            }
            actions={
              <>
                {changed && state.foundAt === null ? (
                  <Button variant="ghost" onClick={draft.discard}>
                    Discard changes
                  </Button>
                ) : null}
                <TestChain />
                <ReasonedButton why={whyNotRun(check)} onClick={() => (changed ? setAsking(true) : setRunning(true))}>
                  <Play /> Execute now
                </ReasonedButton>
                <ReasonedButton
                  variant="primary"
                  why={why(check)}
                  busy={state.saving !== null}
                  onClick={() => void draft.save()}
                >
                  {state.saving ? null : <Upload />} Publish
                </ReasonedButton>
              </>
            }
          >
            <title>{`Edit ${name ?? chain.name} · Chainwright`}</title>
            <FoundDraftBar state={state} onKeep={draft.keep} onDiscard={draft.discard} />
            <OvertakenBar
              chainId={chain.id}
              text={state.text}
              base={state.base.number}
              changed={changed}
              saving={state.saving !== null}
              onTake={draft.take}
            />
            <DataExecutionBar />
          </BuilderHeader>
        )}
      />
      <ConflictDialog draft={draft} />
      <PublishFirst
        open={asking}
        newest={state.newest.number}
        onClose={() => setAsking(false)}
        onRunOld={() => setRunning(true)}
        onPublish={() => void draft.save().then((published) => published && setRunning(true))}
      />
      <RunDialog chainId={running ? chain.id : null} onClose={() => setRunning(false)} />
    </>
  );
}
