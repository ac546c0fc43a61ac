"use client";

import { useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Zoom, fit and the way to the text outline, at the foot of the canvas. */
export function PlanControls({ onOutline }: { onOutline: () => void }) {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <div className="absolute bottom-3 left-3 z-5 flex gap-1 rounded-lg border bg-card p-[3px]">
      <Button variant="ghost" size="icon-xs" aria-label="Zoom in" onClick={() => zoomIn()}>
        <Plus />
      </Button>
      <Button variant="ghost" size="icon-xs" aria-label="Zoom out" onClick={() => zoomOut()}>
        <Minus />
      </Button>
      <Button
        variant="ghost"
        size="icon-xs"
        aria-label="Show the whole graph"
        onClick={() => fitView({ padding: 0.08, maxZoom: 1 })}
      >
        <Maximize />
      </Button>
      <Button variant="ghost" size="xs" onClick={onOutline}>
        Text outline
      </Button>
    </div>
  );
}
