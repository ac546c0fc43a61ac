"use client";

import { type ReactNode, useId, useState } from "react";
import type { Crumb } from "@/components/shell/top-bar";
import { TopBar } from "@/components/shell/top-bar";
import type { GraphStep } from "@/server/services/execution-view";
import { useCodeEditor } from "./codemirror/use-code-editor";
import type { EditorKnowledge } from "./complete/knowledge";
import { UndoButtons } from "./panels/undo-buttons";
import { Presence } from "./presence/presence";
import { PresenceProvider } from "./presence/presence-scene";
import { TestDock } from "./testing/test-dock";
import { TestingProvider } from "./testing/testing-scene";
import { outlineOf, stepAt } from "./text/outline";
import { useBuilderKeys } from "./use-builder-keys";
import { type Check, useCheck } from "./use-check";
import { useSave } from "./use-save";
import { BuilderViews } from "./views/builder-views";
import { useView } from "./views/use-view";

export interface BuilderProps {
  text: string;
  onText(text: string): void;
  knowledge: EditorKnowledge;
  /** Null: the builder is a window over another page, which has the line above. */
  crumbs: readonly Crumb[] | null;
  /** The graph until the text has been compiled for the first time. */
  firstGraph: readonly GraphStep[] | null;
  /** Null: the chain does not exist yet. */
  chainId: string | null;
  /** Ctrl-S, wherever the focus is. */
  onSave(check: Check): void;
  /** Title, state and buttons; they depend on what the check says and on the name in the text. */
  header(check: Check, name: string | null): ReactNode;
  /** At the end of the chain's settings. */
  settings?: ReactNode;
}

/**
 * Three views of one definition, kept in step: cards, graph and text. The text is the only truth, and its editor keeps the history of
 * all three. Where the text comes from and goes to is not its matter.
 */
export function Builder(props: BuilderProps) {
  const { text, onText, knowledge, crumbs, onSave, header } = props;
  const hint = useId();
  const [cursor, setCursor] = useState(0);
  const [stepRange, setStepRange] = useState<{ from: number; to: number } | null>(null);
  const [view, setView] = useView(crumbs !== null);
  const check = useCheck(text, props.chainId ?? undefined);
  const editor = useCodeEditor({
    ...{ text, knowledge, problems: check.problems, stepRange, describedBy: hint },
    ...{ onText, onCursor: setCursor },
  });
  const save = useSave(check, onSave);
  useBuilderKeys({
    onSave: save,
    onNextProblem: editor.goToNextProblem,
    onUndo: editor.undo,
    onRedo: editor.redo,
  });
  const body = (
    <TestingProvider chainId={props.chainId} text={text} check={check}>
      {header(check, outlineOf(text).name)}
      <BuilderViews
        {...props}
        {...{ check, editor, cursor, view }}
        hintId={hint}
        onView={setView}
        onStepRange={setStepRange}
        extra={crumbs ? null : <UndoButtons editor={editor} />}
      />
      <TestDock />
    </TestingProvider>
  );
  if (!crumbs) return <div className="flex min-h-0 flex-1 flex-col">{body}</div>;
  return (
    <PresenceProvider chainId={props.chainId} stepId={stepAt(outlineOf(text), cursor)?.id ?? null}>
      <TopBar crumbs={crumbs}>
        <Presence text={text} />
        <UndoButtons editor={editor} />
      </TopBar>
      <main
        id="main"
        tabIndex={-1}
        className="flex h-[calc(100dvh-48px)] min-h-[560px] flex-col outline-none max-md:h-[calc(100dvh-52px)]"
      >
        {body}
      </main>
    </PresenceProvider>
  );
}
