"use client";

import { type KeyboardEvent, useState } from "react";
import { nextStep } from "@/components/shared/plan-graph";
import type { GraphStep } from "@/server/services/execution-view";
import { whyNotConnect } from "./cycle-path";

export interface Connecting {
  now: { from: string; to: string } | null;
  /** What is to be announced. */
  said: string;
  say(words: string): void;
  begin(from: string): void;
  /** True: the key was for it. */
  onKey(event: KeyboardEvent): boolean;
  stop(): void;
}

/** Connecting by keyboard: arrows choose where to, Enter connects, Escape leaves. */
export function useConnecting(
  steps: readonly GraphStep[],
  connect: (from: string, to: string) => void,
  refuse: (why: string) => void,
): Connecting {
  const [now, setNow] = useState<Connecting["now"]>(null);
  const [said, say] = useState("");
  const name = (id: string) => steps.find((step) => step.id === id)?.name ?? id;
  const stop = () => {
    if (now) say("No connection was made.");
    setNow(null);
  };
  return {
    ...{ now, said, say, stop },
    begin(from) {
      const to = nextStep("ArrowDown", steps, from) ?? nextStep("ArrowUp", steps, from);
      if (to === null) return say("There is no other step to connect to.");
      setNow({ from, to });
      say(`Connecting ${name(from)} to ${name(to)}. Arrow keys choose another step, Enter connects, Escape leaves.`);
    },
    onKey(event) {
      if (!now) return false;
      if (event.key === "Escape" || event.key === "Tab") {
        stop();
        return event.key === "Escape";
      }
      if (event.key === "Enter" || event.key === " ") {
        const why = whyNotConnect(steps, now.from, now.to);
        if (why) refuse(why);
        else {
          connect(now.from, now.to);
          say(`${name(now.to)} runs after ${name(now.from)}.`);
          setNow(null);
        }
        return true;
      }
      const moved = nextStep(event.key, steps, now.to);
      if (moved === null) return event.key.startsWith("Arrow");
      const to = moved === now.from ? (nextStep(event.key, steps, moved) ?? now.to) : moved;
      setNow({ from: now.from, to });
      const why = whyNotConnect(steps, now.from, to);
      say(`To ${name(to)}${why ? `. ${why}` : ""}`);
      return true;
    },
  };
}
