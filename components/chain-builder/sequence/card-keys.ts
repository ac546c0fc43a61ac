import type { KeyboardEvent } from "react";
import type { CardActions } from "./step-card";

/** The keys of a card that has the focus. True: the key was one of them. */
export function cardKey(event: KeyboardEvent, at: number, count: number, actions: CardActions): boolean {
  const control = event.ctrlKey || event.metaKey;
  const up = event.key === "ArrowUp";
  if (event.altKey && (up || event.key === "ArrowDown")) {
    actions.move(at, up ? at - 1 : at + 1);
    return true;
  }
  if (control && event.key.toLowerCase() === "d") {
    actions.duplicate(at);
    return true;
  }
  if (control || event.altKey) return false;
  const goal = goalOf(event.key, at, count);
  if (goal !== null) {
    actions.select(goal);
    return true;
  }
  const act = BY_KEY[event.key];
  act?.(actions, at);
  return act !== undefined;
}

const BY_KEY: Record<string, (actions: CardActions, at: number) => void> = {
  Enter: (actions, at) => actions.open(at),
  F2: (actions, at) => actions.rename(at),
  Delete: (actions, at) => actions.remove(at),
  Backspace: (actions, at) => actions.remove(at),
  n: (actions, at) => actions.insertAt(at + 1),
};

function goalOf(key: string, at: number, count: number): number | null {
  if (key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "ArrowDown") return Math.min(count - 1, at + 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
