"use client";

import { type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, Position } from "@xyflow/react";
import type { EdgeLook } from "./plan-edges";

export interface PlanEdgeData extends Record<string, unknown> {
  look: EdgeLook;
  label: string | null;
}

export type PlanEdgeType = Edge<PlanEdgeData, "plan">;

/** A right-angled wire; into a running step it is a chain that is pulled. */
export function PlanEdge({ data, targetX, targetY, ...from }: EdgeProps<PlanEdgeType>) {
  const [path] = getSmoothStepPath({ ...from, targetX, targetY, borderRadius: 10, offset: 12 });
  if (!data) return null;
  return (
    <>
      <path d={path} className="plan-edge" data-look={data.look} />
      {data.look === "live" ? (
        <>
          <path d={path} className="plan-edge" data-look="live-link" />
          <path d={path} className="plan-edge" data-look="live-hole" />
        </>
      ) : null}
      {data.label ? (
        <EdgeLabelRenderer>
          <span
            className="nodrag nopan pointer-events-none absolute inline-flex h-[18px] items-center rounded-full border border-border-strong bg-card px-[7px] text-11 whitespace-nowrap text-foreground-2"
            style={{ transform: labelPlace(from.targetPosition, targetX, targetY) }}
          >
            {data.label}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}

/** On the wire that comes from above; above the corner of a step that is reached from the left, where there is room for words. */
const labelPlace = (side: Position, x: number, y: number): string =>
  side === Position.Left
    ? `translate(0, -50%) translate(${x + 4}px, ${y - 40}px)`
    : `translate(-50%, -50%) translate(${x}px, ${y - 22}px)`;
