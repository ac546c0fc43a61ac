"use client";

import { Bot, Link2 } from "lucide-react";
import { useId } from "react";
import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import { ToolIcon } from "@/components/shared/tool-icon";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { JsonObject } from "@/server/core/json";
import { useFormScene } from "../form-scene";
import { type StepWork, withWork } from "../schema/step-kind";
import { stepKeySchema } from "../schema/step-schema";

const nameOf = ({ tool, operation }: OperationHelp): string => `${tool}.${operation}`;

export interface WorkFieldProps {
  step: JsonObject;
  work: StepWork;
  operations: readonly OperationHelp[];
  /** Whether a step can run another chain: not so for a task. */
  chains: boolean;
}

/** What the step does. */
export function WorkField({ step, work, operations, chains }: WorkFieldProps) {
  const id = useId();
  const { onChange } = useFormScene();
  const agents = stepKeySchema("allowed_tools") !== null;
  const value =
    work.type === "operation"
      ? nameOf(work.operation)
      : work.type === "unknown-operation"
        ? work.name
        : work.type === "none"
          ? ""
          : work.type;
  const choose = (chosen: string) => {
    if (chosen === "agent") onChange([], withWork(step, { execution_mode: "orchestrated", task_description: "" }));
    else if (chosen === "chain") onChange([], withWork(step, { chain: "" }));
    else {
      const operation = operations.find((one) => nameOf(one) === chosen);
      if (!operation) return;
      onChange([], withWork(step, { tool: operation.tool, operation: operation.operation }, operation));
    }
  };
  return (
    <Field id={id} label="Does" error={work.type === "unknown-operation" ? `There is no ${work.name}.` : undefined}>
      {(control) => (
        <Select value={value} onValueChange={choose}>
          <SelectTrigger {...control} aria-label="Does" data-field="work">
            <SelectValue placeholder="Choose what the step does" />
          </SelectTrigger>
          <SelectContent>
            {work.type === "unknown-operation" ? <SelectItem value={work.name}>{work.name}</SelectItem> : null}
            {operations.map((one) => (
              <SelectItem key={nameOf(one)} value={nameOf(one)}>
                <span className="flex items-center gap-2">
                  <ToolIcon tool={one.tool} operation={one.operation} className="size-3.5 text-foreground-2" />
                  <span className="font-mono text-12">{nameOf(one)}</span>
                </span>
              </SelectItem>
            ))}
            {agents || work.type === "agent" ? (
              <SelectItem value="agent">
                <span className="flex items-center gap-2">
                  <Bot className="size-3.5 text-foreground-2" aria-hidden /> Ask an agent
                </span>
              </SelectItem>
            ) : null}
            {chains || work.type === "chain" ? (
              <SelectItem value="chain">
                <span className="flex items-center gap-2">
                  <Link2 className="size-3.5 text-foreground-2" aria-hidden /> Run another chain
                </span>
              </SelectItem>
            ) : null}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
