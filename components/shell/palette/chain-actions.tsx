"use client";

import { CalendarCheck, CalendarX2, Pencil, Play } from "lucide-react";
import { useSetPaused } from "@/components/schedules/use-set-paused";
import { CommandItem } from "@/components/ui/command";
import { may } from "@/server/core/access/roles";
import type { ChainFinding } from "@/server/services/search";

interface ChainActionsProps {
  /** The best finding. */
  chain: ChainFinding;
  onOpen(href: string): void;
  close(): void;
}

/** What the reader may do with the chain that was found first. */
export function ChainActions({ chain, onOpen, close }: ChainActionsProps) {
  const { set } = useSetPaused({ chainId: chain.id, chainName: chain.name });
  const turn = (paused: boolean) => {
    set(paused);
    close();
  };
  const edits = may(chain.role, "chain", "edit");
  return (
    <>
      {may(chain.role, "chain", "run") && chain.status !== "archived" ? (
        <CommandItem value="run" onSelect={() => onOpen(`/chains/${chain.id}?run=true`)}>
          <Play aria-hidden /> <span className="truncate">Run {chain.name}</span>
        </CommandItem>
      ) : null}
      {edits ? (
        <CommandItem value="edit" onSelect={() => onOpen(`/chains/${chain.id}/edit`)}>
          <Pencil aria-hidden /> <span className="truncate">Edit {chain.name}</span>
        </CommandItem>
      ) : null}
      {edits && chain.schedule === "on" ? (
        <CommandItem value="pause schedule" onSelect={() => turn(true)}>
          <CalendarX2 aria-hidden /> <span className="truncate">Pause the schedule of {chain.name}</span>
        </CommandItem>
      ) : null}
      {edits && chain.schedule === "paused" && chain.status === "active" ? (
        <CommandItem value="resume schedule" onSelect={() => turn(false)}>
          <CalendarCheck aria-hidden /> <span className="truncate">Turn on the schedule of {chain.name}</span>
        </CommandItem>
      ) : null}
    </>
  );
}
