"use client";

import { type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { CircleCheck, Infinity as InfinityIcon, OctagonX, PencilLine, Trash2 } from "lucide-react";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { EDGE_CONDITIONS } from "@/server/core/plan/plan";
import { type EditableEdge, edgeLabel, edgeWords } from "./edit-edges";
import { useGraphScene } from "./graph-scene";
import { PILL } from "./pill";

export interface EditEdgeData extends Record<string, unknown> {
  edge: EditableEdge;
}

export type EditEdgeType = Edge<EditEdgeData, "plan">;

const CONDITIONS = {
  success: { word: "On success", icon: CircleCheck },
  failure: { word: "On failure", icon: OctagonX },
  always: { word: "Always", icon: InfinityIcon },
} as const;

/** A wire with what it says; pressing that changes it. */
export function EditEdge({ data, targetX, targetY, ...from }: EdgeProps<EditEdgeType>) {
  const [path, middleX, middleY] = getSmoothStepPath({ ...from, targetX, targetY, borderRadius: 10 });
  if (!data) return null;
  const { edge } = data;
  const failing = edge.kind.type === "dependency" && edge.kind.on === "failure";
  // The wires of one step end in one point: their words stand by the side from which they come.
  const shift = edgeLabel(edge) ? Math.sign(Math.round(from.sourceX - targetX)) * 52 : 0;
  const [x, y] = edge.joins ? [middleX, middleY] : [targetX + shift, targetY - 20];
  return (
    <>
      <path d={path} className="plan-edge" data-look={failing ? "bad" : "plain"} />
      <EdgeLabelRenderer>
        <span
          className="nodrag nopan pointer-events-auto absolute"
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          <EdgeMenu edge={edge} failing={failing} />
        </span>
      </EdgeLabelRenderer>
    </>
  );
}

function EdgeMenu({ edge, failing }: { edge: EditableEdge; failing: boolean }) {
  const { actions, askWay, frozen } = useGraphScene();
  const { kind, from, to, fromName, toName } = edge;
  const label = edgeLabel(edge);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        disabled={frozen}
        aria-label={`${fromName} to ${toName}: ${edgeWords(kind)}`}
        className={cn(
          label === null
            ? "block size-3 rounded-full border-2 border-card bg-input opacity-40 hover:opacity-100 focus-visible:opacity-100"
            : PILL,
          failing && "border-failed-line text-failed",
        )}
      >
        {failing ? <OctagonX aria-hidden /> : null}
        {label}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="center">
        {kind.type === "dependency"
          ? EDGE_CONDITIONS.map((on) => {
              const { word, icon: Icon } = CONDITIONS[on];
              return (
                <DropdownMenuItem key={on} onSelect={() => actions.connect(from, to, on)}>
                  <Icon aria-hidden /> {word}
                  {on === kind.on ? <span className="ml-auto text-12 text-muted-foreground">now</span> : null}
                </DropdownMenuItem>
              );
            })
          : null}
        {kind.type === "way" ? (
          <DropdownMenuItem onSelect={() => askWay(from, to)}>
            <PencilLine aria-hidden /> Change the condition
          </DropdownMenuItem>
        ) : null}
        {kind.type === "stand-by" ? null : <DropdownMenuSeparator />}
        <DropdownMenuItem destructive onSelect={() => actions.remove(edge)}>
          <Trash2 aria-hidden /> {kind.type === "way" ? "Remove the way" : "Remove the connection"}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
