"use client";

import { useEffect } from "react";

export interface BuilderKeys {
  onSave(): void;
  onNextProblem(): void;
  onUndo(): void;
  onRedo(): void;
}

/** Keys that work in every view. Undo is over all of them, but a field that is being typed in and the text undo by themselves. */
export function useBuilderKeys({ onSave, onNextProblem, onUndo, onRedo }: BuilderKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const control = (event.ctrlKey || event.metaKey) && !event.altKey;
      const key = event.key.toLowerCase();
      const act = control && key === "s" ? onSave : event.key === "F8" ? onNextProblem : undoOf(event, control, key);
      if (!act) return;
      event.preventDefault();
      act();
    };
    const undoOf = (event: KeyboardEvent, control: boolean, key: string) => {
      if (!control || (key !== "z" && key !== "y") || undoesItself(event.target)) return null;
      return key === "y" || event.shiftKey ? onRedo : onUndo;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}

function undoesItself(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return ["INPUT", "TEXTAREA"].includes(target.tagName) || target.closest("[data-definition-text]") !== null;
}
