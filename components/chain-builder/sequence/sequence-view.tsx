"use client";

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Blocks, History, OctagonX, Play, Plus } from "lucide-react";
import { type ReactNode, useCallback, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { cardKey } from "./card-keys";
import { dragWords } from "./drag-words";
import type { Card } from "./sequence-cards";
import { type CardActions, StepCard } from "./step-card";

/** A card by its place in a text that may not be shown yet. Each wish is a new object. */
export interface FocusWish {
  index: number;
  text: string;
}

export interface SequenceViewProps {
  /** The text that the cards are of. */
  text: string;
  cards: readonly Card[];
  selected: number | null;
  actions: CardActions;
  /** The card that shall have the focus once it is there. */
  focusWanted: FocusWish | null;
  /** The text cannot be read: what is shown is as it was before. */
  broken: ReactNode;
  /** How an execution starts, in words. */
  start: ReactNode;
  onExample(): void;
  onHistory(): void;
}

/** The steps as cards in their order, to be arranged by mouse and by keyboard. */
export function SequenceView(props: SequenceViewProps) {
  const { text, cards, selected, actions, focusWanted, broken, start, onExample, onHistory } = props;
  const buttons = useRef(new Map<number, HTMLButtonElement>());
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const onButton = useCallback((index: number, button: HTMLButtonElement | null) => {
    if (button) buttons.current.set(index, button);
    else buttons.current.delete(index);
  }, []);
  const granted = useRef<FocusWish | null>(null);
  // Before the next key can come.
  useLayoutEffect(() => {
    if (!focusWanted || granted.current === focusWanted) return;
    if (selected !== focusWanted.index || text !== focusWanted.text) return;
    granted.current = focusWanted;
    buttons.current.get(focusWanted.index)?.focus();
  }, [focusWanted, selected, text]);
  const indexOf = (key: unknown) => cards.findIndex((card) => card.key === key);
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const [from, to] = [indexOf(active.id), indexOf(over?.id)];
    if (from >= 0 && to >= 0 && from !== to) actions.move(from, to);
  };
  const reachable = selected !== null && selected < cards.length ? selected : 0;
  return (
    <section
      aria-label="Sequence"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
      className="relative h-full min-h-0 overflow-y-auto focus-visible:outline-offset-[-2px]"
    >
      <div className="mx-auto max-w-[624px] px-4 pt-6 pb-10 max-md:px-3 max-md:pt-4">
        {broken ? (
          <div
            role="status"
            className="mb-3 flex items-start gap-2 rounded-md border border-failed-line bg-failed-soft px-3 py-2 text-12"
          >
            <OctagonX className="mt-px size-3.5 text-failed" aria-hidden />
            <span className="min-w-0 flex-1">{broken}</span>
          </div>
        ) : null}
        <div className={cn("flex flex-col", broken && "pointer-events-none opacity-60")} inert={broken !== null}>
          <p className="mb-2.5 flex min-w-0 items-center gap-2 px-2 text-12 text-muted-foreground">
            <Play className="size-3.5 flex-none" aria-hidden />
            {start}
          </p>
          {cards.length === 0 ? (
            <Empty title="No steps yet">A chain is a row of steps: add the first one.</Empty>
          ) : (
            <DndContext
              id="sequence"
              sensors={sensors}
              collisionDetection={closestCenter}
              onDragEnd={onDragEnd}
              accessibility={dragWords(cards)}
            >
              <SortableContext items={cards.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
                <ol
                  aria-label="Steps"
                  onKeyDown={(event) => {
                    const at = Number((event.target as HTMLElement).dataset.stepCard ?? Number.NaN);
                    if (!Number.isNaN(at) && cardKey(event, at, cards.length, actions)) event.preventDefault();
                  }}
                >
                  {cards.map((card, index) => (
                    <StepCard
                      key={card.key}
                      card={card}
                      selected={index === selected}
                      reachable={index === reachable}
                      last={index === cards.length - 1}
                      actions={actions}
                      onButton={onButton}
                    />
                  ))}
                </ol>
              </SortableContext>
            </DndContext>
          )}
          <div className="mt-5 flex flex-wrap gap-2 [&>button]:flex-1">
            <Button variant="dashed" onClick={() => actions.insertAt(cards.length)}>
              <Plus /> New step
            </Button>
            <Button variant="dashed" onClick={onHistory}>
              <History /> From task history
            </Button>
            <Button variant="dashed" onClick={onExample}>
              <Blocks /> From an example
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}
