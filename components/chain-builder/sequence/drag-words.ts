import type { DndContextProps, UniqueIdentifier } from "@dnd-kit/core";
import type { Card } from "./sequence-cards";

/** What is said while a card is dragged by keyboard. */
export function dragWords(cards: readonly Card[]): NonNullable<DndContextProps["accessibility"]> {
  const title = (id: UniqueIdentifier) => cards.find(({ key }) => key === id)?.title ?? String(id);
  const place = (id: UniqueIdentifier) => `${cards.findIndex(({ key }) => key === id) + 1} of ${cards.length}`;
  return {
    screenReaderInstructions: {
      draggable: "Press Space to pick the step up, the arrow keys to move it, Space to drop it, Escape to leave it.",
    },
    announcements: {
      onDragStart: ({ active }) => `${title(active.id)} is picked up, place ${place(active.id)}.`,
      onDragOver: ({ active, over }) => (over ? `${title(active.id)} is over place ${place(over.id)}.` : undefined),
      onDragEnd: ({ active, over }) => (over ? `${title(active.id)} is now at place ${place(over.id)}.` : undefined),
      onDragCancel: ({ active }) => `${title(active.id)} stays where it was.`,
    },
  };
}
