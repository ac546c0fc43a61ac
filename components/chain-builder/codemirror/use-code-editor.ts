"use client";

import { isolateHistory, redo, undo } from "@codemirror/commands";
import type { EditorState, Transaction, TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefCallback, useCallback, useEffect, useMemo, useRef } from "react";
import type { EditorKnowledge } from "../complete/knowledge";
import type { Edited } from "../edits/apply-patches";
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
  /**
   * The ranges of an edit, and where the cursor stands afterwards. It is a step of the history by itself; `typed`: one with what is
   * typed right before and after it, as letters are.
   */
  applyEdited(edited: Edited, cursor?: number, typed?: boolean): void;
  /** The text as it is now, also before the page has heard of the last change. */
  textNow(): string;
  /** Where the cursor stands now. */
  cursorNow(): number;
  /** Puts the cursor somewhere without taking the focus: what is selected in all views. */
  select(offset: number): void;
  undo(): void;
  redo(): void;
}

/**
 * CodeMirror's state, tied to React by effects in one direction and callbacks in the other. The state with its history lives as long
 * as the page, also while no view shows the text: the other views change it as well, and undo is over all of them.
 */
export function useCodeEditor(options: CodeEditorOptions): CodeEditor {
  const latest = useRef(options);
  latest.current = options;
  const view = useRef<EditorView | null>(null);
  const kept = useRef<EditorState | null>(null);
  const known = useRef(options.text);
  const { text, problems, stepRange } = options;

  const report = useCallback(({ text, head }: { text: string | null; head: number }) => {
    if (text !== null) {
      known.current = text;
      latest.current.onText(text);
    }
    latest.current.onCursor(head);
  }, []);
  const stateNow = useCallback((): EditorState => {
    if (view.current) return view.current.state;
    const { text, knowledge, describedBy } = latest.current;
    kept.current ??= createEditorState({ text, knowledge, describedBy, onUpdate: report });
    return kept.current;
  }, [report]);
  const take = useCallback(
    (transaction: Transaction) => {
      if (view.current) {
        view.current.dispatch(transaction);
        return;
      }
      kept.current = transaction.state;
      if (!transaction.docChanged && !transaction.selection) return;
      report({
        text: transaction.docChanged ? transaction.state.doc.toString() : null,
        head: transaction.state.selection.main.head,
      });
    },
    [report],
  );
  const dispatch = useCallback((spec: TransactionSpec) => take(stateNow().update(spec)), [take, stateNow]);

  const mount = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const created = new EditorView({ state: stateNow(), parent: element });
      view.current = created;
      const { head } = created.state.selection.main;
      if (head > 0) created.dispatch({ effects: EditorView.scrollIntoView(head, { y: "center" }) });
      return () => {
        kept.current = created.state;
        view.current = null;
        created.destroy();
      };
    },
    [stateNow],
  );

  useEffect(() => {
    if (text === known.current) return;
    known.current = text;
    dispatch({ changes: { from: 0, to: stateNow().doc.length, insert: text }, selection: { anchor: 0 } });
  }, [text, dispatch, stateNow]);
  useEffect(() => dispatch({ effects: setProblems.of(problems) }), [problems, dispatch]);
  useEffect(() => dispatch({ effects: setStepRange.of(stepRange) }), [stepRange, dispatch]);

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
        const state = stateNow();
        const found = nextProblem(shownProblems(state), state.selection.main.head);
        if (found && current) goTo(found.from);
        else if (found) dispatch({ selection: { anchor: found.from } });
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
        dispatch({
          changes: { from, to, insert },
          selection: { anchor: cursor },
          effects: EditorView.scrollIntoView(cursor, { y: "center" }),
          userEvent: "input",
        });
        view.current?.focus();
      },
      applyEdited({ changes }, cursor, typed = false) {
        if (changes.length === 0 && cursor === undefined) return;
        dispatch({
          changes,
          ...(cursor === undefined ? {} : { selection: { anchor: cursor }, scrollIntoView: true }),
          ...(typed ? { userEvent: "input.type" } : { userEvent: "input", annotations: isolateHistory.of("full") }),
        });
      },
      textNow: () => stateNow().doc.toString(),
      cursorNow: () => stateNow().selection.main.head,
      select(offset) {
        const anchor = Math.min(offset, stateNow().doc.length);
        dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      },
      undo: () => void undo({ state: stateNow(), dispatch: take }),
      redo: () => void redo({ state: stateNow(), dispatch: take }),
    };
  }, [mount, dispatch, stateNow, take]);
}
