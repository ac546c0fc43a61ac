"use client";

import { Download } from "lucide-react";
import type { ReactNode, RefCallback } from "react";
import { CopyButton } from "@/components/shared/copy-button";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { slug } from "@/server/core/definition/step-ids";
import type { Outline } from "../text/outline";

export interface TextPanelProps {
  text: string;
  outline: Outline;
  /** Id of the sentence about the keyboard. */
  hintId: string;
  mount: RefCallback<HTMLElement>;
  /** Below the text. */
  children: ReactNode;
}

/** The definition as a file: its name, the text, what is wrong with it. */
export function TextPanel({ text, outline, hintId, mount, children }: TextPanelProps) {
  const file = `${outline.name ? slug(outline.name) : "chain"}.${outline.language}`;
  return (
    <section aria-label="Definition" className="flex h-full min-h-0 flex-col bg-card">
      <div className="flex h-11 flex-none items-center gap-2 border-b pr-3 pl-4 max-md:pl-3">
        <span className="truncate font-mono text-12">{file}</span>
        <span id={hintId} className="min-w-0 truncate text-12 text-muted-foreground max-md:sr-only">
          Ctrl Space completes; Esc, then Tab leaves
        </span>
        <span className="ml-auto flex gap-1">
          <CopyButton value={text} label="Copy the definition" size="icon-sm" />
          <Tooltip content="Download the definition">
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Download the definition"
              onClick={() => download(file, text)}
            >
              <Download />
            </Button>
          </Tooltip>
        </span>
      </div>
      <div ref={mount} data-definition-text className="min-h-0 flex-1" />
      {children}
    </section>
  );
}

function download(file: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = file;
  link.click();
  URL.revokeObjectURL(url);
}
