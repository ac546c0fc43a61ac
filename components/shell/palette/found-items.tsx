"use client";

import { LayoutTemplate, Link2 } from "lucide-react";
import { formatMoment, shortId } from "@/components/shared/format";
import { STATUS_LOOKS, shownExecutionStatus } from "@/components/shared/status";
import { StatusIcon } from "@/components/shared/status-badge";
import { KIND_WORDS, type TaskKind } from "@/components/tasks/task-kinds";
import { CommandGroup, CommandItem } from "@/components/ui/command";
import type { ChainFinding, Findings } from "@/server/services/search";

interface FoundItemsProps {
  found: Findings;
  onOpen(href: string): void;
}

/** Chains, executions, tasks and templates that were found, a group each. */
export function FoundItems({ found, onOpen }: FoundItemsProps) {
  return (
    <>
      {found.chains.length > 0 ? (
        <CommandGroup heading="Chains">
          {found.chains.map((chain) => (
            <CommandItem key={chain.id} value={`chain ${chain.id}`} onSelect={() => onOpen(`/chains/${chain.id}`)}>
              <Link2 aria-hidden />
              <span className="flex-none truncate font-medium max-md:max-w-[60%]">{chain.name}</span>
              <span className="truncate text-12 text-muted-foreground">{chainWords(chain, Date.now())}</span>
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {found.executions.length > 0 ? (
        <CommandGroup heading="Executions">
          {found.executions.map((execution) => {
            const status = shownExecutionStatus(execution);
            return (
              <CommandItem
                key={execution.id}
                value={`execution ${execution.id}`}
                onSelect={() => onOpen(`/executions/${execution.id}`)}
              >
                <StatusIcon status={status} className="size-4" />
                <span className="truncate">{execution.chainName}</span>
                <span className="font-mono text-12 text-muted-foreground">{shortId(execution.id)}</span>
                <span className="ml-auto truncate text-12 text-muted-foreground">
                  {formatMoment(execution.createdAt, Date.now())}, {STATUS_LOOKS[status].word.toLowerCase()}
                </span>
              </CommandItem>
            );
          })}
        </CommandGroup>
      ) : null}
      {found.tasks.length > 0 ? (
        <CommandGroup heading="Tasks">
          {found.tasks.map((task) => {
            const { icon: Icon, name } = KIND_WORDS[task.kind as TaskKind];
            return (
              <CommandItem key={task.id} value={`task ${task.id}`} onSelect={() => onOpen(`/tasks/${task.id}`)}>
                <Icon aria-hidden />
                <span className="truncate">{task.name}</span>
                <span className="truncate text-12 text-muted-foreground">{name.toLowerCase()}</span>
              </CommandItem>
            );
          })}
        </CommandGroup>
      ) : null}
      {found.templates.length > 0 ? (
        <CommandGroup heading="Templates">
          {found.templates.map(({ id, title }) => (
            <CommandItem key={id} value={`template ${id}`} onSelect={() => onOpen(`/templates/${id}`)}>
              <LayoutTemplate aria-hidden />
              <span className="truncate">{title}</span>
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
    </>
  );
}

/** "failed, 10:41", "archived, tag shop". */
function chainWords(chain: ChainFinding, now: number): string {
  const { last } = chain;
  const ran = last
    ? `${STATUS_LOOKS[shownExecutionStatus(last)].word.toLowerCase()}, ${formatMoment(last.createdAt, now)}`
    : "never run";
  return [chain.status === "active" ? "" : chain.status, ran, ...chain.tags.slice(0, 2).map((tag) => `tag ${tag}`)]
    .filter(Boolean)
    .join(", ");
}
