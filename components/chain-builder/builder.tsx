"use client";

import { Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useCallback, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { type Crumb, TopBar } from "@/components/shell/top-bar";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import type { GraphStep } from "@/server/services/execution-view";
import { useCodeEditor } from "./codemirror/use-code-editor";
import { type EditorKnowledge, type OperationHelp, operationNamed } from "./complete/knowledge";
import { DocsPanel } from "./docs/docs-panel";
import { BuilderPanes } from "./panels/builder-panes";
import { GraphPanel } from "./panels/graph-panel";
import { ProblemsPanel } from "./panels/problems-panel";
import { TextPanel } from "./panels/text-panel";
import { insertStep } from "./text/insert-step";
import { focusOffset, outlineOf, stepAt } from "./text/outline";
import { type Check, useCheck } from "./use-check";

export interface BuilderProps {
  text: string;
  onText(text: string): void;
  knowledge: EditorKnowledge;
  crumbs: readonly Crumb[];
  /** The graph until the text has been compiled for the first time. */
  firstGraph: readonly GraphStep[] | null;
  /** Ctrl-S, wherever the focus is. */
  onSave(check: Check): void;
  /** Title, state and buttons; they depend on what the check says and on the name in the text. */
  header(check: Check, name: string | null): ReactNode;
}

/** Text, graph and documentation of one definition, kept in step. Where the text comes from and goes to is not its matter. */
export function Builder({ text, onText, knowledge, crumbs, firstGraph, onSave, header }: BuilderProps) {
  const hint = useId();
  const [cursor, setCursor] = useState(0);
  const [textWanted, setTextWanted] = useState(0);
  const check = useCheck(text);
  const graph = useLastGraph(check, firstGraph);
  // What stands around the text may come a moment after it: keys are never waited for.
  const shown = useDeferredValue(text);
  const outline = useMemo(() => outlineOf(shown), [shown]);
  const step = useMemo(() => stepAt(outline, cursor), [outline, cursor]);
  const from = step?.from ?? null;
  const to = step?.to ?? 0;
  const stepRange = useMemo(() => (from === null ? null : { from, to }), [from, to]);
  const editor = useCodeEditor({
    ...{ text, knowledge, problems: check.problems, stepRange, describedBy: hint },
    ...{ onText, onCursor: setCursor },
  });
  useBuilderKeys({ onSave: () => onSave(check), onNextProblem: editor.goToNextProblem });

  const { goTo: moveTo } = editor;
  const goTo = useCallback(
    (offset: number) => {
      setTextWanted((count) => count + 1);
      // On a phone the text has to be visible before it can have the focus.
      requestAnimationFrame(() => moveTo(offset));
    },
    [moveTo],
  );
  // The same function for as long as the page lives: a graph of many steps is not drawn anew with every key.
  const latest = useRef(text);
  latest.current = text;
  const select = useCallback(
    (stepId: string) => {
      const chosen = outlineOf(latest.current).steps.find(({ id }) => id === stepId);
      if (chosen) goTo(focusOffset(latest.current, chosen));
    },
    [goTo],
  );
  const insert = (operation: OperationHelp) => {
    setTextWanted((count) => count + 1);
    const { example, exampleStep } = operation;
    const now = outlineOf(text);
    editor.apply(insertStep({ text, outline: now, example, exampleStep, after: stepAt(now, cursor) }));
  };
  return (
    <>
      <TopBar crumbs={crumbs}>
        <span className="flex gap-0.5">
          <Tooltip content="Undo, Ctrl Z">
            <Button variant="ghost" size="icon-sm" aria-label="Undo" onClick={editor.undo}>
              <Undo2 />
            </Button>
          </Tooltip>
          <Tooltip content="Redo, Ctrl Y">
            <Button variant="ghost" size="icon-sm" aria-label="Redo" onClick={editor.redo}>
              <Redo2 />
            </Button>
          </Tooltip>
        </span>
      </TopBar>
      <main
        id="main"
        tabIndex={-1}
        className="flex h-[calc(100dvh-48px)] min-h-[560px] flex-col outline-none max-md:h-[calc(100dvh-52px)]"
      >
        {header(check, outline.name)}
        <BuilderPanes
          textWanted={textWanted}
          editor={
            <TextPanel text={text} outline={outline} hintId={hint} mount={editor.mount}>
              <ProblemsPanel
                check={check}
                outline={outline}
                onGo={(problem) => goTo(problem.from)}
                onFix={editor.fix}
                onNext={editor.goToNextProblem}
              />
            </TextPanel>
          }
          graph={
            <GraphPanel
              steps={graph}
              outdated={check.result !== null && check.result.graph === null}
              selectedId={step?.id ?? null}
              onSelect={select}
            />
          }
          docs={
            <DocsPanel
              knowledge={knowledge}
              operation={operationNamed(knowledge, step?.tool ?? null, step?.operation ?? null) ?? null}
              onInsert={insert}
            />
          }
        />
      </main>
    </>
  );
}

/** What compiled last stays on the canvas while the text has errors. */
function useLastGraph(check: Check, first: readonly GraphStep[] | null): readonly GraphStep[] | null {
  const [graph, setGraph] = useState(first);
  const latest = check.result?.graph ?? null;
  if (latest !== null && latest !== graph) setGraph(latest);
  return latest ?? graph;
}

function useBuilderKeys({ onSave, onNextProblem }: { onSave(): void; onNextProblem(): void }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        onSave();
      } else if (event.key === "F8") {
        event.preventDefault();
        onNextProblem();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
