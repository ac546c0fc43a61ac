"use client";

import { useMemo, useRef } from "react";
import { toast } from "sonner";
import type { JsonObject, JsonValue } from "@/server/core/json";
import type { CodeEditor } from "./codemirror/use-code-editor";
import { type ChainEdit, editChain } from "./edits/chain-edit";
import { readChainText } from "./edits/chain-text";
import { type Dependency, stepsOf } from "./edits/steps-of";
import { focusOffset, outlineOf, stepAt } from "./text/outline";
import type { Path } from "./text/place";

/** What the views do to the draft. Each is a step of the undo history, and none needs the text to be in sight. */
export interface Edits {
  /** A value of a step; `[]` replaces its body. Ids and names of results take their references along. */
  setInStep(index: number, path: Path, value: JsonValue | undefined): void;
  setInChain(path: Path, value: JsonValue | undefined): void;
  addSteps(index: number, bodies: readonly JsonObject[]): void;
  duplicate(index: number): void;
  move(from: number, to: number): void;
  remove(index: number): void;
  trigger(index: number, on: Dependency["on"]): void;
  connect(from: number, to: number, on: Dependency["on"]): void;
  disconnect(from: number, to: number): void;
  /** The text as it is after the last edit, before any view shows it. */
  textNow(): string;
  /** Makes a step the selected one, in all views; null: none. */
  select(index: number | null): void;
}

/** Edits that come with every letter that is typed into a field. */
const TYPED: ReadonlySet<ChainEdit["type"]> = new Set(["set", "set-in-step", "rename-step", "rename-output"]);

export function useEdits(editor: CodeEditor): Edits {
  const latest = useRef(editor);
  latest.current = editor;
  return useMemo(() => {
    const selected = (): number | null => {
      const now = latest.current;
      return stepAt(outlineOf(now.textNow()), now.cursorNow())?.index ?? null;
    };
    const offsetOf = (text: string, index: number | null): number => {
      const step = index === null ? undefined : outlineOf(text).steps[index];
      return step ? focusOffset(text, step) : 0;
    };
    /** `select`: the step that is the selected one afterwards; undefined: the same as before. */
    const apply = (edit: ChainEdit, select?: number | null): boolean => {
      const edited = editChain(latest.current.textNow(), edit);
      if (!edited) {
        toast.error("The text has an error that has to be mended first.");
        return false;
      }
      const target = select === undefined ? selected() : select;
      latest.current.applyEdited(edited, offsetOf(edited.text, target), TYPED.has(edit.type));
      return true;
    };
    return {
      setInStep(index, path, value) {
        const [key] = path;
        if (path.length === 0) apply({ type: "set", path: ["steps", index], value });
        else if (path.length === 1 && key === "id" && typeof value === "string") {
          apply({ type: "rename-step", index, id: value });
        } else if (path.length === 1 && key === "output_key" && typeof value === "string") {
          apply({ type: "rename-output", index, key: value });
        } else apply({ type: "set-in-step", index, path, value });
      },
      setInChain: (path, value) => void apply({ type: "set", path, value }),
      addSteps: (index, bodies) => void apply({ type: "add-steps", index, bodies }, index),
      duplicate: (index) => void apply({ type: "duplicate-step", index }, index + 1),
      move(from, to) {
        if (to >= 0) apply({ type: "move-step", from, to }, to);
      },
      remove(index) {
        const data = readChainText(latest.current.textNow())?.data;
        const steps = data ? stepsOf(data) : [];
        const title = steps[index]?.title;
        if (title === undefined || !apply({ type: "remove-step", index }, Math.min(index, steps.length - 2))) return;
        const undo = { label: "Undo", onClick: () => latest.current.undo() };
        toast(`${title} is removed.`, { action: undo });
      },
      trigger: (index, on) => void apply({ type: "set-trigger", index, on }),
      connect: (from, to, on) => void apply({ type: "connect", from, to, on }),
      disconnect: (from, to) => void apply({ type: "disconnect", from, to }),
      textNow: () => latest.current.textNow(),
      select: (index) => latest.current.select(offsetOf(latest.current.textNow(), index)),
    };
  }, []);
}
