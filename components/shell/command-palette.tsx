"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link2, Play, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useMe } from "@/components/session/session";
import { formatMoment, shortId } from "@/components/shared/format";
import { STATUS_LOOKS, shownExecutionStatus } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { useDebounced } from "@/components/shared/use-debounced";
import { useTRPC } from "@/components/trpc/client";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { MAIN_DESTINATIONS, OTHER_DESTINATIONS } from "./navigation";

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Ctrl/Cmd-K: chains, executions, actions and pages from one field. The server searches, so nothing is out of reach. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent bare aria-describedby={undefined} className="top-[12dvh] max-w-[600px] translate-y-0">
        <DialogTitle className="sr-only">Find chains, executions, pages and actions</DialogTitle>
        <PaletteContent close={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function PaletteContent({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const router = useRouter();
  const { chains, executions, places } = useFindings(text);
  // Findings arrive after the fixed entries; Enter should still open what stands first.
  const first = chains[0] ? `chain ${chains[0].id}` : executions[0] ? `execution ${executions[0].id}` : "new chain";
  const [marked, setMarked] = useState(first);
  useEffect(() => setMarked(first), [first]);
  const go = (href: string) => () => {
    close();
    router.push(href);
  };
  return (
    <Command
      shouldFilter={false}
      label="Find chains, executions, pages and actions"
      loop
      value={marked}
      onValueChange={setMarked}
    >
      <CommandInput value={text} onValueChange={setText} placeholder="Chain, execution, page or action" autoFocus />
      <CommandList>
        <CommandEmpty>Nothing has “{text}” in its name or id.</CommandEmpty>
        {chains.length > 0 ? (
          <CommandGroup heading="Chains">
            {chains.map((chain) => (
              <CommandItem key={chain.id} value={`chain ${chain.id}`} onSelect={go(`/chains/${chain.id}`)}>
                <Link2 aria-hidden />
                <span className="truncate font-medium">{chain.name}</span>
                <span className="truncate text-12 text-muted-foreground">{chain.description}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        {executions.length > 0 ? (
          <CommandGroup heading="Executions">
            {executions.map((execution) => (
              <CommandItem
                key={execution.id}
                value={`execution ${execution.id}`}
                onSelect={go(`/executions/${execution.id}`)}
              >
                <StatusIcon status={shownExecutionStatus(execution)} className="size-4" />
                <span className="truncate">{execution.chainName}</span>
                <span className="font-mono text-12 text-muted-foreground">{shortId(execution.id)}</span>
                <span className="ml-auto truncate text-12 text-muted-foreground">
                  {formatMoment(execution.createdAt, Date.now())},{" "}
                  {STATUS_LOOKS[shownExecutionStatus(execution)].word.toLowerCase()}
                </span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        <CommandGroup heading="Actions and pages">
          {text && chains[0] ? (
            <CommandItem value="run" onSelect={go(`/chains/${chains[0].id}?run=true`)}>
              <Play aria-hidden /> Run {chains[0].name}
            </CommandItem>
          ) : null}
          <CommandItem value="new chain" onSelect={go("/chains/new")}>
            <Plus aria-hidden /> New chain
          </CommandItem>
          <CommandItem value="new task" onSelect={go("/tasks/new")}>
            <Plus aria-hidden /> New task
          </CommandItem>
          {places.map(({ href, name, icon: Icon, key }) => (
            <CommandItem key={href} value={`page ${name}`} onSelect={go(href)}>
              <Icon aria-hidden /> {name}
              <span className="ml-auto flex gap-1">
                <Kbd>g</Kbd>
                <Kbd>{key}</Kbd>
              </span>
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  );
}

function useFindings(text: string) {
  const trpc = useTRPC();
  const me = useMe();
  const search = useDebounced(text.trim(), 150) || undefined;
  const limit = search ? 5 : 3;
  const chains = useQuery({
    ...trpc.chains.list.queryOptions({ search, limit }),
    placeholderData: keepPreviousData,
  });
  const executions = useQuery({
    ...trpc.executions.list.queryOptions({ search, limit }),
    placeholderData: keepPreviousData,
  });
  const places = [...MAIN_DESTINATIONS, ...OTHER_DESTINATIONS].filter(
    ({ adminOnly, name }) =>
      (!adminOnly || me?.role === "admin") && name.toLowerCase().includes(text.trim().toLowerCase()),
  );
  return { chains: chains.data?.items ?? [], executions: executions.data?.items ?? [], places };
}
