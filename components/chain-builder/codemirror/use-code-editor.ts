"use client";

import { redo, undo } from "@codemirror/commands";
import type { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefCallback, useCallback, useEffect, useMemo, useRef } from "react";
import type { EditorKnowledge } from "../complete/knowledge";
import type { TextChange } from "../text/insert-step";
import { nextProblem, type Problem } from "../text/problems";
import { applyFix } from "./problem-box";
import { setProblems, shownProblems } from "./problem-field";
import { createEditorState } from "./setup";
import { setStepRange } from "./step-lines";

export interface CodeEditorOptions {
  /** What the editor shows. A text that did not come from the editor itself replaces what is there, undoably. */
  text: string;
  knowledge: EditorKnowledge;
  problems: readonly Problem[];
  /** The step at the cursor. */
  stepRange: { from: number; to: number } | null;
  describedBy: string;
  onText(text: string): void;
  onCursor(offset: number): void;
}

export interface CodeEditor {
  /** Goes on the element that the editor fills. It may move: the text, its history and the cursor stay. */
  mount: RefCallback<HTMLElement>;
  goTo(offset: number): void;
  goToNextProblem(): void;
  fix(problem: Problem): void;
  apply(change: TextChange): void;
  undo(): void;
  redo(): void;
}

/** CodeMirror's view, tied to React by effects in one direction and callbacks in the other. */
export function useCodeEditor(options: CodeEditorOptions): CodeEditor {
  const latest = useRef(options);
  latest.current = options;
  const view = useRef<EditorView | null>(null);
  const kept = useRef<EditorState | null>(null);
  const known = useRef(options.text);
  const { text, problems, stepRange } = options;

  const mount = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const { text, knowledge, describedBy } = latest.current;
    const state = kept.current ?? createEditorState({ text, knowledge, describedBy, onUpdate: report });
    const created = new EditorView({ state, parent: element });
    view.current = created;
    function report({ text, head }: { text: string | null; head: number }) {
      if (text !== null) {
        known.current = text;
        latest.current.onText(text);
      }
      latest.current.onCursor(head);
    }
    return () => {
      kept.current = created.state;
      created.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    const { current } = view;
    if (!current || text === known.current) return;
    known.current = text;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text }, selection: { anchor: 0 } });
  }, [text]);
  useEffect(() => view.current?.dispatch({ effects: setProblems.of(problems) }), [problems]);
  useEffect(() => view.current?.dispatch({ effects: setStepRange.of(stepRange) }), [stepRange]);

  return useMemo(() => {
    const goTo = (offset: number) => {
      const { current } = view;
      if (!current) return;
      const anchor = Math.min(offset, current.state.doc.length);
      // The start of the lines says most; only a place far to the right moves them.
      current.scrollDOM.scrollLeft = 0;
      current.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      current.focus();
    };
    return {
      mount,
      goTo,
      goToNextProblem() {
        const { current } = view;
        const found = current && nextProblem(shownProblems(current.state), current.state.selection.main.head);
        if (found) goTo(found.from);
      },
      fix(problem) {
        const { current } = view;
        // Where it is by now, not where it was found.
        const now =
          current &&
          shownProblems(current.state).find(
            ({ message, line }) => message === problem.message && line === problem.line,
          );
        if (current && now) applyFix(current, now);
      },
      apply({ from, to, insert, cursor }) {
        view.current?.dispatch({
          changes: { from, to, insert },
          selection: { anchor: cursor },
          effects: EditorView.scrollIntoView(cursor, { y: "center" }),
          userEvent: "input",
        });
        view.current?.focus();
      },
      undo: () => void (view.current && undo(view.current)),
      redo: () => void (view.current && redo(view.current)),
    };
  }, [mount]);
}
