"use client";

import { Redo2, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import type { CodeEditor } from "../codemirror/use-code-editor";

/** Undo and redo over all views. */
export function UndoButtons({ editor }: { editor: CodeEditor }) {
  return (
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
  );
}
