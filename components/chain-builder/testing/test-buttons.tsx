"use client";

import { ChevronDown, Eraser, FlaskConical, ListStart, Pin, SquarePlay } from "lucide-react";
import type { ReactNode } from "react";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { FixedResult } from "@/server/services/fixed-results";
import { ReasonedButton } from "../panels/builder-header";
import { useTesting } from "./testing-scene";

/** Tests the whole draft. */
export function TestChain() {
  const testing = useTesting();
  if (!testing) return null;
  return (
    <ReasonedButton why={testing.why} busy={testing.busy} onClick={() => testing.run({ type: "whole" })}>
      {testing.busy ? null : <FlaskConical />} Test
    </ReasonedButton>
  );
}

/** Tests a step alone or with all that leads to it, and fixes its result. */
export function TestStep({ step }: { step: { id: string; title: string } }) {
  const testing = useTesting();
  if (!testing) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" aria-label={`Test ${step.title}`}>
          <FlaskConical /> Test step <ChevronDown />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-w-80">
        <TestItems step={step} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

export interface TestItemsProps {
  step: { id: string; title: string };
  /** What stands below them, if there are any. */
  children?: ReactNode;
}

/** What a menu of a step offers about tests; nothing while the chain does not exist. */
export function TestItems({ step, children }: TestItemsProps) {
  const testing = useTesting();
  if (!testing) return null;
  const { why, fixed } = testing;
  return (
    <>
      <DropdownMenuItem disabled={why !== null} onSelect={() => testing.run({ type: "step", stepId: step.id })}>
        <SquarePlay aria-hidden /> Test this step
      </DropdownMenuItem>
      <DropdownMenuItem disabled={why !== null} onSelect={() => testing.run({ type: "up_to", stepId: step.id })}>
        <ListStart aria-hidden /> Test up to this step
      </DropdownMenuItem>
      {why ? <p className="px-2 py-1 text-12 text-muted-foreground">{why}</p> : null}
      <DropdownMenuItem onSelect={() => testing.askFix(step)}>
        <Pin aria-hidden /> {fixed.has(step.id) ? "Change the fixed result" : "Fix result"}
      </DropdownMenuItem>
      {fixed.has(step.id) ? (
        <DropdownMenuItem onSelect={() => testing.clear(step.id)}>
          <Eraser aria-hidden /> Let it run again
        </DropdownMenuItem>
      ) : null}
      {children}
    </>
  );
}

/** Says on a card that the step does not run in tests. */
export function FixedChip({ fixed }: { fixed: FixedResult }) {
  return (
    <Tag>
      <Pin className="size-3" aria-hidden /> {fixed.type === "error" ? "fixed error" : "fixed"}
    </Tag>
  );
}
