"use client";

import { Handle, type NodeProps, Position } from "@xyflow/react";
import { Plus } from "lucide-react";
import { PlanNode, type PlanNodeType } from "@/components/shared/plan-node";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useGraphScene } from "./graph-scene";
import { JoinMenu } from "./join-menu";

/** A step that can be connected: handles to drag from and to, a plus below, and how it joins what leads to it. */
export function EditNode(props: NodeProps<PlanNodeType>) {
  const { step, selected } = props.data;
  const { connecting, askStep, frozen } = useGraphScene();
  const isTarget = connecting?.to === step.id;
  return (
    <div className={cn("group/node rounded-lg", isTarget && "outline-2 outline-offset-4 outline-ring outline-dashed")}>
      <Handle type="target" position={Position.Top} isConnectable={!frozen} />
      <PlanNode {...props} data={{ ...props.data, first: true, last: true }} />
      <Handle type="source" position={Position.Bottom} isConnectable={!frozen && step.role === "step"} />
      {step.dependsOn.length > 1 && step.role === "step" ? <JoinMenu step={step} /> : null}
      {step.role === "step" ? (
        <Button
          size="icon-xs"
          disabled={frozen}
          className={cn(
            "nodrag nopan pointer-events-auto absolute -bottom-3 left-[calc(50%+14px)] rounded-full opacity-0 group-hover/node:opacity-100 group-focus-within/node:opacity-100 focus-visible:opacity-100",
            selected && "opacity-100",
          )}
          aria-label={`Add a step after ${step.name}`}
          tabIndex={props.data.reachable ? 0 : -1}
          onClick={() => askStep(step.id)}
        >
          <Plus />
        </Button>
      ) : null}
    </div>
  );
}
