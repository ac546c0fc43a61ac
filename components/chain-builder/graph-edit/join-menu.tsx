"use client";

import { JOIN_WORDS } from "@/components/shared/plan-words";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { JOINS, type Join } from "@/server/core/plan/plan";
import type { GraphStep } from "@/server/services/execution-view";
import { useGraphScene } from "./graph-scene";
import { PILL } from "./pill";

const ABOUT: Record<Join, string> = {
  all_succeeded: "Everything that leads here succeeded",
  any_succeeded: "As soon as one succeeded",
  all_done: "Everything has ended, whatever came of it",
  none_failed: "Everything has ended, nothing failed",
};

/** When a step with several wires runs. */
export function JoinMenu({ step }: { step: GraphStep }) {
  const { actions, frozen } = useGraphScene();
  return (
    <span className="nodrag nopan pointer-events-auto absolute -top-[30px] left-1/2 -translate-x-1/2">
      <DropdownMenu>
        <DropdownMenuTrigger
          disabled={frozen}
          className={PILL}
          aria-label={`${step.name} runs when ${JOIN_WORDS[step.join]}`}
        >
          {JOIN_WORDS[step.join]}
        </DropdownMenuTrigger>
        <DropdownMenuContent align="center">
          {JOINS.map((join) => (
            <DropdownMenuItem key={join} onSelect={() => actions.setJoin(step.id, join)}>
              {JOIN_WORDS[join]}
              <span className="ml-auto pl-4 text-12 text-muted-foreground">
                {join === step.join ? "now" : ABOUT[join]}
              </span>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </span>
  );
}
