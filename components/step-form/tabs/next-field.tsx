"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { JsonObject } from "@/server/core/json";
import { ExpressionField } from "../fields/expression-field";
import { GroupFrame } from "../fields/field-frame";
import { useFormScene } from "../form-scene";
import { type OtherStep, StepChoice } from "./dependencies-field";

/** The ways out of a step: the first whose condition holds is taken. */
export function NextField({ step, others }: { step: JsonObject; others: readonly OtherStep[] }) {
  const { onChange } = useFormScene();
  const key = step.next_step_logic === undefined ? "next" : "next_step_logic";
  const written = step[key];
  const ways = Array.isArray(written) ? written : [];
  const targets = [...others, { id: "end", title: "End the chain" }];
  const first = targets[0];
  return (
    <GroupFrame
      field={{
        path: [key],
        label: "Goes on to",
        required: false,
        schema: { description: "The first way whose condition holds is taken. Without any, all steps below may run." },
      }}
    >
      {ways.map((way, index) => {
        const { when, goto } = typeof way === "object" && way !== null && !Array.isArray(way) ? way : {};
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a way is its place
          <div key={index} className="flex items-start gap-1 rounded-md border p-2">
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              <ExpressionField path={[key, index, "when"]} label="If" value={when} hint="otherwise" />
              <StepChoice
                path={[key, index, "goto"]}
                label="Go to"
                value={goto}
                others={targets}
                none="Choose a step"
              />
            </div>
            <Button
              variant="ghost"
              size="icon-xs"
              aria-label={`Remove way ${index + 1}`}
              onClick={() => {
                const left = ways.filter((_, place) => place !== index);
                onChange([key], left.length === 0 ? undefined : left);
              }}
            >
              <X />
            </Button>
          </div>
        );
      })}
      <Button
        variant="ghost"
        size="xs"
        className="-ml-2 self-start text-live"
        onClick={() => onChange([key], [...ways, { goto: first?.id ?? "end" }])}
      >
        <Plus /> Add a way
      </Button>
    </GroupFrame>
  );
}
