"use client";

import { CircleCheck, Pencil, Play, Save } from "lucide-react";
import { useState } from "react";
import { RunDialog } from "@/components/chains/run-dialog";
import type { ChainView } from "@/server/services/chain-view";
import { Builder } from "./builder";
import type { EditorKnowledge } from "./complete/knowledge";
import { ConflictDialog } from "./draft/conflict-dialog";
import { type DraftState, isChanged } from "./draft/draft-state";
import { DraftWhere, FoundDraftBar } from "./draft/draft-words";
import type { LocalCopy } from "./draft/local-copy";
import { useDraft } from "./draft/use-draft";
import { BuilderHeader, HeaderBadge, ReasonedButton, whyNotSave } from "./panels/builder-header";
import type { Check } from "./use-check";

export interface ChainEditorProps {
  chain: ChainView;
  opened: DraftState;
  copy: LocalCopy;
  knowledge: EditorKnowledge;
}

/** Changes a chain that exists. Saving makes a new version; executions under way keep theirs. */
export function ChainEditor({ chain, opened, copy, knowledge }: ChainEditorProps) {
  const draft = useDraft(chain.id, opened, copy);
  const [running, setRunning] = useState(false);
  const { state } = draft;
  const changed = isChanged(state);
  const why = (check: Check) => (changed ? whyNotSave(check) : "Nothing has changed since the last version.");
  const whyNotRun = (check: Check): string | null => {
    if (chain.status === "archived") return "An archived chain does not run: make it active first.";
    if (changed) return whyNotSave(check) ?? "Save first: a run takes the newest version.";
    return null;
  };
  return (
    <>
      <Builder
        text={state.text}
        onText={draft.edit}
        knowledge={knowledge}
        firstGraph={chain.graph}
        chainId={chain.id}
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
                <HeaderBadge icon={<CircleCheck aria-hidden />}>Saved</HeaderBadge>
              )
            }
            about={<DraftWhere state={state} />}
            actions={
              <>
                <ReasonedButton why={whyNotRun(check)} onClick={() => setRunning(true)}>
                  <Play /> Run
                </ReasonedButton>
                <ReasonedButton
                  variant="primary"
                  why={why(check)}
                  busy={state.saving !== null}
                  onClick={() => void draft.save()}
                >
                  {state.saving ? null : <Save />} Save version {state.newest.number + 1}
                </ReasonedButton>
              </>
            }
          >
            <title>{`Edit ${name ?? chain.name} · Chainwright`}</title>
            <FoundDraftBar state={state} onKeep={draft.keep} onDiscard={draft.discard} />
          </BuilderHeader>
        )}
      />
      <ConflictDialog draft={draft} />
      <RunDialog chainId={running ? chain.id : null} onClose={() => setRunning(false)} />
    </>
  );
}
