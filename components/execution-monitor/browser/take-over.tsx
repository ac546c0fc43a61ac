"use client";

import { Hand } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { ExecutionView, StepView } from "@/server/services/execution-view";
import { browserOfStep } from "./browser-of-step";
import { useBrowserScene } from "./browser-scene";
import { useHands } from "./use-hands";

export interface TakeOverProps {
  view: ExecutionView;
  step: StepView;
  /** Its page shall be seen. */
  onShow(): void;
}

/** Takes the browser of a step into one's own hands, while it is open and nobody has it. */
export function TakeOver({ view, step, onShow }: TakeOverProps) {
  const browser = browserOfStep(useBrowserScene().browsers, view, step);
  if (!browser || browser.hold) return null;
  return <TakeOverButton key={browser.session} executionId={view.id} session={browser.session} onShow={onShow} />;
}

function TakeOverButton(props: { executionId: string; session: string; onShow(): void }) {
  const hands = useHands(props.executionId, props.session);
  return (
    <Button
      size="sm"
      busy={hands.busy}
      onClick={() => {
        hands.takeOver();
        props.onShow();
      }}
    >
      {hands.busy ? null : <Hand />} Take over
    </Button>
  );
}
