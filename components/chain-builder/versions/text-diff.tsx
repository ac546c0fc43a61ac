"use client";

import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { highlighting } from "../codemirror/highlight";
import { editorTheme } from "../codemirror/theme";
import { languageOf } from "../text/outline";

export interface TextDiffProps {
  before: string;
  after: string;
  /** Beside each other, or the old lines above the new ones. */
  beside: boolean;
  /** What is compared, for those who do not see it. */
  label: string;
}

const COLLAPSE = { margin: 3, minSize: 6 };

/** Two texts with what is different between them; long stretches that are the same are folded away. */
export function TextDiff({ before, after, beside, label }: TextDiffProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = frame.current;
    if (!parent) return;
    if (beside) {
      const view = new MergeView({
        a: { doc: before, extensions: extensions(before, `${label}, before`) },
        b: { doc: after, extensions: extensions(after, `${label}, after`) },
        ...{ parent, collapseUnchanged: COLLAPSE, gutter: true },
      });
      return () => view.destroy();
    }
    const merge = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: COLLAPSE });
    const view = new EditorView({ doc: after, extensions: [...extensions(after, label), merge], parent });
    return () => view.destroy();
  }, [before, after, beside, label]);
  return <div ref={frame} className="max-h-[70dvh] min-h-24 overflow-auto [&_.cm-mergeView]:min-w-[640px]" />;
}

function extensions(text: string, label: string): Extension[] {
  return [
    lineNumbers(),
    languageOf(text) === "json" ? json() : yaml(),
    highlighting,
    editorTheme,
    diffTheme,
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0" }),
  ];
}

/** Colours beside a mark in the gutter, so that nothing depends on colour alone. */
const diffTheme = EditorView.theme({
  "&": { height: "auto" },
  ".cm-changeGutter": { width: "14px", paddingLeft: "2px" },
  ".cm-changedLineGutter": { background: "none !important" },
  ".cm-changedLineGutter::before": { content: '"+"', color: "var(--succeeded)" },
  "&.cm-merge-a .cm-changedLineGutter::before": { content: '"−"', color: "var(--failed)" },
  ".cm-deletedLineGutter": { background: "none !important" },
  ".cm-deletedLineGutter::before": { content: '"−"', color: "var(--failed)" },
  "&.cm-merge-b .cm-changedLine, & .cm-changedLine, & .cm-insertedLine": {
    backgroundColor: "var(--succeeded-soft)",
  },
  "&.cm-merge-a .cm-changedLine, & .cm-deletedChunk, & .cm-deletedLine": { backgroundColor: "var(--failed-soft)" },
  "& .cm-deletedChunk": { padding: "0 16px 0 4px" },
  "&.cm-merge-b .cm-changedText, & .cm-changedText": {
    background: "color-mix(in oklab, var(--succeeded-solid) 24%, transparent)",
  },
  "&.cm-merge-a .cm-changedText, & .cm-deletedChunk .cm-deletedText": {
    background: "color-mix(in oklab, var(--failed-solid) 22%, transparent)",
  },
  ".cm-collapsedLines": {
    background: "var(--muted)",
    color: "var(--muted-foreground)",
    padding: "2px 12px",
    font: "400 12px/20px var(--font-sans)",
    borderBlock: "1px solid var(--border)",
  },
});
