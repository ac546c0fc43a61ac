"use client";

import { Bot, Link2, Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { ToolIcon } from "@/components/shared/tool-icon";
import { stepKeySchema } from "@/components/step-form/schema/step-schema";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { JsonObject } from "@/server/core/json";
import type { EditorKnowledge, OperationHelp } from "../complete/knowledge";
import { OperationDocs } from "../docs/docs-panel";

export interface ToolPickerProps {
  /** Null: closed. */
  open: { title: string; about: string; examples: boolean } | null;
  knowledge: EditorKnowledge;
  onClose(): void;
  /** It is gone, and the focus may go elsewhere. */
  onClosed(): void;
  onPick(body: JsonObject): void;
}

interface Choice {
  name: string;
  summary: string;
  icon: ReactNode;
  operation: OperationHelp | null;
  body: JsonObject;
}

/** What a new step shall do: found by typing, with its documentation beside. */
export function ToolPicker({ open, knowledge, onClose, onClosed, onPick }: ToolPickerProps) {
  return (
    <Dialog open={open !== null} onOpenChange={(next) => (next ? undefined : onClose())}>
      <DialogContent
        className="h-[min(620px,calc(100dvh-48px))] max-w-[860px]"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
      >
        {open ? (
          <>
            <DialogHeader>
              <DialogTitle>{open.title}</DialogTitle>
              <DialogDescription>{open.about}</DialogDescription>
            </DialogHeader>
            <Choices choices={choicesOf(knowledge, open.examples)} onPick={onPick} />
          </>
        ) : null}
      </DialogContent>
    </Dialog>
  );
}

function choicesOf({ operations }: EditorKnowledge, examples: boolean): Choice[] {
  const tools = operations.map((operation): Choice => {
    const { tool, operation: name, summary, exampleStep } = operation;
    const body = { id: name.replaceAll(".", "_"), tool, operation: name };
    return {
      name: `${tool}.${name}`,
      summary,
      icon: <ToolIcon tool={tool} operation={name} className="text-foreground-2" />,
      operation,
      body: examples ? (exampleStep as JsonObject) : body,
    };
  });
  if (examples) return tools;
  const agent: Choice = {
    name: "Ask an agent",
    summary: "Let a model do a task, with the tools that you allow.",
    icon: <Bot className="size-4 text-foreground-2" aria-hidden />,
    operation: null,
    body: { id: "agent", execution_mode: "orchestrated", task_description: "" },
  };
  const chain: Choice = {
    name: "Run another chain",
    summary: "Start one of your chains and wait for its end.",
    icon: <Link2 className="size-4 text-foreground-2" aria-hidden />,
    operation: null,
    body: { id: "chain", chain: "" },
  };
  return [...tools, ...(stepKeySchema("allowed_tools") ? [agent] : []), chain];
}

function Choices({ choices, onPick }: { choices: readonly Choice[]; onPick(body: JsonObject): void }) {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const wanted = typed.trim().toLowerCase();
  const found = choices.filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(wanted));
  const chosen = found[Math.min(at, found.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (move !== 0 && found.length > 0) {
      event.preventDefault();
      setAt((now) => (Math.min(now, found.length - 1) + move + found.length) % found.length);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      onPick(chosen.body);
    }
  };
  return (
    <>
      <div className="px-5 pb-3">
        <div className="flex h-8 items-center gap-2 rounded-md border border-input px-2.5 focus-within:border-ring focus-within:outline-2 focus-within:outline-offset-[-1px] focus-within:outline-ring">
          <Search className="size-3.5 text-muted-foreground" aria-hidden />
          <input
            // biome-ignore lint/a11y/noAutofocus: whoever opens the dialog wants to type
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={chosen ? `${list}-${found.indexOf(chosen)}` : undefined}
            aria-label="Find a tool"
            placeholder="What shall it do?"
            className="min-w-0 flex-1 bg-transparent text-13 outline-none"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,1fr)] border-t max-md:grid-cols-1">
        <div id={list} role="listbox" aria-label="Tools" tabIndex={-1} className="min-h-0 overflow-y-auto py-1">
          {found.map((choice, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
            <div
              key={choice.name}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={choice === chosen}
              ref={(element) => {
                if (choice === chosen) element?.scrollIntoView({ block: "nearest" });
              }}
              onMouseMove={() => setAt(index)}
              onClick={() => onPick(choice.body)}
              className={cn(
                "flex min-h-12 cursor-default items-center gap-2.5 px-5 py-1.5",
                choice === chosen && "bg-pressed",
              )}
            >
              {choice.icon}
              <span className="min-w-0">
                <span className={cn("block text-12", choice.operation ? "font-mono" : "font-medium")}>
                  {choice.name}
                </span>
                <span className="block truncate text-12 text-muted-foreground">{choice.summary}</span>
              </span>
            </div>
          ))}
          {found.length === 0 ? (
            <p className="px-5 py-3 text-13 text-muted-foreground">No tool has "{typed}" in its name or summary.</p>
          ) : null}
        </div>
        <section
          aria-label="Documentation"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
          tabIndex={0}
          className="min-h-0 overflow-y-auto border-l px-4 py-3 text-13 focus-visible:outline-offset-[-2px] max-md:hidden"
        >
          {chosen?.operation ? <OperationDocs operation={chosen.operation} /> : chosen?.summary}
        </section>
      </div>
      <div className="flex justify-end border-t px-5 py-3">
        <Button variant="primary" disabled={!chosen} onClick={() => chosen && onPick(chosen.body)}>
          Add step
        </Button>
      </div>
    </>
  );
}
