"use client";

import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useMediaQuery } from "@/components/shared/use-media-query";
import type { BuilderProps } from "../builder";
import type { CodeEditor } from "../codemirror/use-code-editor";
import { type OperationHelp, operationNamed } from "../complete/knowledge";
import { DocsPanel } from "../docs/docs-panel";
import { stepsOf } from "../edits/steps-of";
import { GraphEditor } from "../graph-edit/graph-editor";
import { ProblemsPanel } from "../panels/problems-panel";
import { StepPanel } from "../panels/step-panel";
import { TextPanel } from "../panels/text-panel";
import { SequencePane } from "../sequence/sequence-pane";
import { ChainSettings } from "../settings/chain-settings";
import { insertStep } from "../text/insert-step";
import { outlineOf, stepAt } from "../text/outline";
import type { Path } from "../text/place";
import { useChainData } from "../use-chain-data";
import type { Check } from "../use-check";
import { useEdits } from "../use-edits";
import { useValues } from "../values/use-values";
import { scheduleWords } from "./start-line";
import { useLastGraph } from "./use-last-graph";
import { type View, ViewBar } from "./view-bar";
import { ViewPanes } from "./view-panes";

export interface BuilderViewsProps extends BuilderProps {
  check: Check;
  editor: CodeEditor;
  cursor: number;
  view: View;
  hintId: string;
  onView(view: View): void;
  onStepRange(range: { from: number; to: number } | null): void;
  /** At the end of the bar. */
  extra: ReactNode;
}

/** The chosen view, and at its side the form of the selected step, the text, or the documentation. */
export function BuilderViews(props: BuilderViewsProps) {
  const { text, knowledge, firstGraph, check, editor, cursor, view, hintId, onView, onStepRange } = props;
  const narrow = useMediaQuery("(max-width: 760px)");
  const [side, setSide] = useState(false);
  const [settings, setSettings] = useState(false);
  const [panelOpen, setPanelOpen] = useState(false);
  const graph = useLastGraph(check, firstGraph);
  const edits = useEdits(editor);
  const now = useChainData(text);
  const steps = useMemo(() => stepsOf(now.data), [now.data]);
  // What stands around the text may come a moment after it: keys are never waited for.
  const shown = useDeferredValue(text);
  const outline = useMemo(() => outlineOf(shown), [shown]);
  const at = useMemo(() => stepAt(outline, cursor), [outline, cursor]);
  useStepRange(at, onStepRange);
  const step = at === null ? null : (steps[at.index] ?? null);
  const values = useValues({ text: shown, data: now.data, knowledge, index: step?.index ?? null });

  const { goTo: moveTo } = editor;
  const goToText = useCallback(
    (offset: number) => {
      if (view !== "yaml" && !side) onView("yaml");
      setPanelOpen(false);
      // The text has to be there before it can have the focus.
      requestAnimationFrame(() => requestAnimationFrame(() => moveTo(offset)));
    },
    [view, side, onView, moveTo],
  );
  const goToPath = useCallback((path: Path) => goToText(offsetOfPath(editor.textNow(), path)), [goToText, editor]);
  const choose = useCallback(
    (index: number | null) => {
      setSettings(false);
      edits.select(index);
    },
    [edits],
  );
  const chooseId = useCallback(
    (id: string) => {
      const chosen = outlineOf(editor.textNow()).steps.find((one) => one.id === id);
      if (chosen) choose(chosen.index);
      setPanelOpen(true);
    },
    [choose, editor],
  );
  const insert = (operation: OperationHelp) => {
    const { example, exampleStep } = operation;
    const current = outlineOf(text);
    editor.apply(insertStep({ text, outline: current, example, exampleStep, after: stepAt(current, cursor) }));
  };
  const textPanel = (
    <TextPanel text={text} outline={outline} hintId={hintId} mount={editor.mount}>
      <ProblemsPanel
        check={check}
        outline={outline}
        onGo={(problem) => goToText(problem.from)}
        onFix={editor.fix}
        onNext={editor.goToNextProblem}
      />
    </TextPanel>
  );
  const withText = side && !narrow;
  const kind = withText ? "text" : view === "yaml" && !settings && !(narrow && panelOpen) ? "docs" : "form";
  const close = () => {
    setPanelOpen(false);
    if (settings) setSettings(false);
    else if (!narrow) choose(null);
  };
  return (
    <>
      <ViewBar
        view={view}
        onView={(next) => {
          setPanelOpen(false);
          onView(next);
        }}
        side={side}
        onSide={setSide}
        settings={settings || (step === null && kind === "form" && !narrow)}
        onSettings={() => {
          setSide(false);
          setSettings(!settings || (narrow && !panelOpen));
          setPanelOpen(true);
        }}
        schedule={scheduleWords(now.data)}
        extra={props.extra}
      />
      <ViewPanes
        kind={kind}
        narrow={narrow}
        sideWanted={panelOpen && (view !== "yaml" || settings)}
        main={
          view === "graph" ? (
            <GraphEditor
              steps={graph}
              outdated={check.result !== null && check.result.graph === null}
              {...{ edits, knowledge, data: now.data, current: now.current }}
              selectedId={step?.id ?? null}
              onSelect={chooseId}
            />
          ) : view === "yaml" && !withText ? (
            textPanel
          ) : (
            <SequencePane
              text={shown}
              check={check}
              knowledge={knowledge}
              edits={edits}
              selected={step?.index ?? null}
              onSelect={choose}
              onOpen={() => setPanelOpen(true)}
              onGoTo={goToText}
            />
          )
        }
        side={
          kind === "text" ? (
            textPanel
          ) : kind === "docs" ? (
            <DocsPanel
              knowledge={knowledge}
              operation={operationNamed(knowledge, at?.tool ?? null, at?.operation ?? null) ?? null}
              onInsert={insert}
            />
          ) : step && !settings ? (
            <StepPanel
              {...{ step, steps, knowledge, values, edits }}
              problems={check.problems}
              current={now.current}
              onClose={close}
              onEditText={goToPath}
            />
          ) : (
            <ChainSettings
              data={now.data}
              problems={check.problems}
              edits={edits}
              values={values}
              current={now.current}
              onClose={settings || narrow ? close : null}
              onEditText={goToPath}
            >
              {props.settings}
            </ChainSettings>
          )
        }
      />
    </>
  );
}

/** The text marks the step that the other views show. */
function useStepRange(
  step: { from: number; to: number } | null,
  onStepRange: (range: { from: number; to: number } | null) => void,
): void {
  const from = step?.from ?? null;
  const to = step?.to ?? 0;
  useEffect(() => onStepRange(from === null ? null : { from, to }), [from, to, onStepRange]);
}

/** Where a value stands in the text, or the nearest that holds it. */
function offsetOfPath(text: string, path: Path): number {
  const { entries } = outlineOf(text);
  for (let length = path.length; length > 0; length--) {
    const wanted = path.slice(0, length).join("\n");
    const entry = entries.find((one) => one.path.join("\n") === wanted);
    if (entry) return entry.from;
  }
  return 0;
}
