import { Ban, CircleCheck, Hourglass, LoaderCircle, type LucideIcon, OctagonX } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { DeliveryState } from "@/server/core/hooks/words";

export const DELIVERY_LOOKS: Readonly<Record<DeliveryState, { word: string; icon: LucideIcon; tone: string }>> = {
  waiting: { word: "Waits", icon: Hourglass, tone: "s-waiting" },
  sending: { word: "Sending", icon: LoaderCircle, tone: "s-running" },
  delivered: { word: "Delivered", icon: CircleCheck, tone: "s-succeeded" },
  gave_up: { word: "Gave up", icon: OctagonX, tone: "s-failed" },
  refused: { word: "Refused", icon: Ban, tone: "s-canceled" },
};

function StateIcon({ state, className }: { state: DeliveryState; className: string }) {
  const { icon: Icon, tone } = DELIVERY_LOOKS[state];
  return (
    <Icon className={cn("flex-none stroke-2 text-tone", tone, state === "sending" && "turns", className)} aria-hidden />
  );
}

/** Where a delivery stands, for tables: shape, colour and word. */
export function DeliveryStateWord({ state }: { state: DeliveryState }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StateIcon state={state} className="size-[15px]" />
      {DELIVERY_LOOKS[state].word}
    </span>
  );
}

/** The same in a tinted box, for headers. */
export function DeliveryStateBadge({ state }: { state: DeliveryState }) {
  const { word, tone } = DELIVERY_LOOKS[state];
  return (
    <span
      className={cn(
        "status-badge inline-flex h-[22px] flex-none items-center gap-[5px] rounded-md pr-2 pl-1.5 text-12 font-medium whitespace-nowrap",
        tone,
      )}
    >
      <StateIcon state={state} className="size-3.5" />
      {word}
    </span>
  );
}
