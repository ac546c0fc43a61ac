"use client";

import { useMemo } from "react";
import { Avatar } from "@/components/shared/avatar";
import { outlineOf } from "../text/outline";
import { editorWords } from "./editor-words";
import { useEditing } from "./presence-scene";

/** Who has the chain open too, and at which step. */
export function Presence({ text }: { text: string }) {
  const editing = useEditing();
  const words = useMemo(() => {
    const titles = new Map(outlineOf(text).steps.map(({ id, name }) => [id, name ?? id]));
    return editorWords(editing?.others ?? [], titles);
  }, [editing, text]);
  const first = editing?.others[0];
  return (
    <span
      role="status"
      aria-label="Who edits too"
      className="flex min-w-0 items-center gap-1.5 text-12 text-foreground-2"
    >
      {words && first ? (
        <>
          <Avatar name={first.name} />
          <span className="min-w-0 truncate max-md:sr-only">{words}</span>
        </>
      ) : null}
    </span>
  );
}
