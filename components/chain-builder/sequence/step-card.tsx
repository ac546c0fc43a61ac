"use client";

import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Bot, GripVertical, Link2, OctagonX, TriangleAlert } from "lucide-react";
import { memo, useCallback } from "react";
import { ToolIcon } from "@/components/shared/tool-icon";
import { Tag } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { Dependency } from "../edits/steps-of";
import { FixedChip } from "../testing/test-buttons";
import { useFixedResult } from "../testing/testing-scene";
import { shortMessage } from "../text/problems";
import { CardMenu } from "./card-menu";
import { Link } from "./link";
import type { Card } from "./sequence-cards";

/** What can be done with a card, by mouse, menu and keys alike. */
export interface CardActions {
  select(index: number): void;
  /** Selects it, and shows its form where there is room for one thing only. */
  press(index: number): void;
  open(index: number): void;
  rename(index: number): void;
  duplicate(index: number): void;
  move(from: number, to: number): void;
  remove(index: number): void;
  insertAt(index: number): void;
  trigger(index: number, on: Dependency["on"]): void;
  goToProblem(index: number): void;
}

export interface StepCardProps {
  card: Card;
  selected: boolean;
  /** Whether Tab stops here: one card of the list does. */
  reachable: boolean;
  last: boolean;
  actions: CardActions;
  /** Tells the list where the button of this card is. */
  onButton(index: number, button: HTMLButtonElement | null): void;
}

/** One step of the sequence, with the link that leads to it. */
export const StepCard = memo(function StepCard({ card, selected, reachable, last, actions, onButton }: StepCardProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: card.key,
  });
  const { index, title, problem } = card;
  const button = useCallback((element: HTMLButtonElement | null) => onButton(index, element), [onButton, index]);
  const fixed = useFixedResult(card.id);
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={cn("relative", isDragging && "z-10")}
    >
      <Link card={card} onTrigger={(on) => actions.trigger(index, on)} onInsert={() => actions.insertAt(index)} />
      <div
        className={cn(
          "relative grid grid-cols-[20px_36px_minmax(0,1fr)_auto] items-center gap-3 rounded-lg border border-border-strong bg-card py-3 pr-3 pl-2 shadow-card hover:border-input max-md:grid-cols-[16px_32px_minmax(0,1fr)_auto] max-md:gap-2",
          problem?.severity === "error" && "border-failed-solid hover:border-failed-solid",
          selected && "outline-2 outline-offset-1 outline-foreground",
          isDragging && "shadow-pop",
        )}
      >
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          tabIndex={reachable ? 0 : -1}
          aria-label={`Drag ${title}`}
          className="relative z-1 grid h-9 w-5 cursor-grab touch-none place-items-center rounded-sm text-muted-foreground active:cursor-grabbing"
        >
          <GripVertical className="size-4" aria-hidden />
        </button>
        <span className="grid size-9 place-items-center rounded-lg border bg-muted text-foreground-2 max-md:size-8">
          <CardIcon tool={card.tool} operation={card.operation} />
        </span>
        <button
          type="button"
          ref={button}
          data-step-card={index}
          tabIndex={reachable ? 0 : -1}
          aria-pressed={selected}
          onClick={() => actions.press(index)}
          onDoubleClick={() => actions.open(index)}
          className="min-w-0 text-left outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-ring"
        >
          <span className="flex items-baseline gap-1">
            <span className="font-mono text-11 text-muted-foreground">{index + 1}</span>
            <span className="truncate font-medium">{title}</span>
          </span>
          <span className="block truncate text-12 text-muted-foreground">{card.sentence}</span>
        </button>
        <span className="z-1 flex items-center gap-1">
          {card.outputKey === null ? null : (
            <span className="pointer-events-none font-mono text-12 text-code-key max-md:hidden">{card.outputKey}</span>
          )}
          <CardMenu card={card} last={last} actions={actions} />
        </span>
        {card.chips.length > 0 || fixed ? (
          <span className="pointer-events-none col-start-3 col-end-[-1] -mt-1 flex flex-wrap gap-1.5">
            {fixed ? <FixedChip fixed={fixed} /> : null}
            {card.chips.map((chip) => (
              <Tag key={chip}>{chip}</Tag>
            ))}
          </span>
        ) : null}
        {problem ? (
          <button
            type="button"
            onClick={() => actions.goToProblem(index)}
            tabIndex={reachable ? 0 : -1}
            className={cn(
              "z-1 col-start-3 col-end-[-1] -mt-1 flex items-start gap-1.5 text-left text-12 hover:underline",
              problem.severity === "error" ? "text-failed" : "text-waiting",
            )}
          >
            {problem.severity === "error" ? (
              <OctagonX className="mt-px size-3.5" aria-hidden />
            ) : (
              <TriangleAlert className="mt-px size-3.5" aria-hidden />
            )}
            <span className="min-w-0">
              {shortMessage(problem)} <span className="whitespace-nowrap">Line {problem.line}</span>
            </span>
          </button>
        ) : null}
      </div>
    </li>
  );
});

function CardIcon({ tool, operation }: { tool: string; operation: string }) {
  if (tool === "llm") return <Bot className="size-4" aria-hidden />;
  if (tool === "chain") return <Link2 className="size-4" aria-hidden />;
  return <ToolIcon tool={tool} operation={operation} />;
}
