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

/** Where a delivery stands: shape, colour and word. */
export function DeliveryStateWord({ state }: { state: DeliveryState }) {
  const { word, icon: Icon, tone } = DELIVERY_LOOKS[state];
  return (
    <span className={cn("inline-flex items-center gap-1.5 font-medium", tone)}>
      <Icon className={cn("size-4 text-tone", state === "sending" && "turns")} aria-hidden />
      {word}
    </span>
  );
}
