"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Command, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { ChainActions } from "./palette/chain-actions";
import { useFindings } from "./palette/findings";
import { FoundItems } from "./palette/found-items";
import { FoundPeople, firstWay } from "./palette/found-people";

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Ctrl/Cmd-K: chains, executions, tasks, actions and pages from one field. The server searches, so nothing is out of reach. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent bare aria-describedby={undefined} className="top-[12dvh] max-w-[600px] translate-y-0">
        <DialogTitle className="sr-only">Find chains, executions, tasks, pages and actions</DialogTitle>
        <PaletteContent close={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function PaletteContent({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const router = useRouter();
  const found = useFindings(text);
  const { chains, executions, tasks, templates, people, actions, pages } = found;
  // Findings arrive after the fixed entries; Enter should still open what stands first.
  const first = firstOf(found);
  const [marked, setMarked] = useState(first);
  useEffect(() => setMarked(first), [first]);
  const inNewTab = useRef(false);
  const open = (href: string) => {
    if (inNewTab.current) return void window.open(href, "_blank", "noopener");
    close();
    router.push(href);
  };
  const top = found.text === "" ? undefined : chains[0];
  const isEmpty = [chains, executions, tasks, templates, people, actions, pages].every((list) => list.length === 0);
  return (
    <Command
      shouldFilter={false}
      label="Find chains, executions, tasks, pages and actions"
      loop
      value={marked}
      onValueChange={setMarked}
      onKeyDownCapture={(event) => {
        inNewTab.current = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      }}
      onPointerDownCapture={(event) => {
        inNewTab.current = event.ctrlKey || event.metaKey;
      }}
    >
      <CommandInput
        value={text}
        onValueChange={setText}
        placeholder="Chain, execution, task, page or action"
        autoFocus
      />
      {isEmpty ? (
        <Nothing text={found.text} pending={found.pending} failed={found.failed} amongPeople={found.amongPeople} />
      ) : null}
      <CommandList className={isEmpty ? "hidden" : undefined} aria-busy={found.pending}>
        <FoundItems found={found} onOpen={open} />
        <FoundPeople people={people} onOpen={open} />
        {top || actions.length > 0 ? (
          <CommandGroup heading="Actions">
            {top ? <ChainActions chain={top} onOpen={open} close={close} /> : null}
            {actions.map(({ name, href, icon: Icon }) => (
              <CommandItem key={name} value={`action ${name}`} onSelect={() => open(href)}>
                <Icon aria-hidden /> {name}
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        {pages.length > 0 ? (
          <CommandGroup heading="Pages">
            {pages.map(({ href, name, icon: Icon, key }) => (
              <CommandItem key={href} value={`page ${name}`} onSelect={() => open(href)}>
                <Icon aria-hidden /> {name}
                <span className="ml-auto flex gap-1">
                  <Kbd>g</Kbd>
                  <Kbd>{key}</Kbd>
                </span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
      </CommandList>
      <PaletteFoot />
    </Command>
  );
}

/** The entry that Enter opens when nothing was chosen. */
function firstOf({
  chains,
  executions,
  tasks,
  templates,
  people,
  actions,
  pages,
}: ReturnType<typeof useFindings>): string {
  if (chains[0]) return `chain ${chains[0].id}`;
  if (executions[0]) return `execution ${executions[0].id}`;
  if (tasks[0]) return `task ${tasks[0].id}`;
  if (templates[0]) return `template ${templates[0].id}`;
  if (people[0]) return firstWay(people[0]);
  if (actions[0]) return `action ${actions[0].name}`;
  return pages[0] ? `page ${pages[0].name}` : "";
}

interface NothingProps {
  text: string;
  pending: boolean;
  failed: boolean;
  amongPeople: boolean;
}

function Nothing({ text, pending, failed, amongPeople }: NothingProps) {
  const words = pending
    ? "Looking…"
    : failed
      ? "The server did not answer. Type on to ask again."
      : amongPeople
        ? nobodyWords(text)
        : `Nothing has “${text}” in its name or id.`;
  return (
    <p role="status" className="px-3 py-8 text-center text-13 text-muted-foreground">
      {words}
    </p>
  );
}

const nobodyWords = (text: string): string =>
  text === ""
    ? "You have chains in common with nobody yet. Share one from its page."
    : `Nobody whom you may see has “${text}” in their name or address.`;

function PaletteFoot() {
  return (
    <div className="flex items-center gap-4 border-t px-4 py-2 text-12 text-muted-foreground max-md:hidden" aria-hidden>
      <span>
        <Kbd>↑↓</Kbd> move
      </span>
      <span>
        <Kbd>Enter</Kbd> open
      </span>
      <span>
        <Kbd>Ctrl Enter</Kbd> new tab
      </span>
      <span className="ml-auto">&gt; actions · # ids · @ people</span>
    </div>
  );
}
