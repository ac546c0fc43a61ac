"use client";

import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import type { JsonObject } from "@/server/core/json";
import { offerRefusal } from "@/server/core/plan/offerable";
import { CheckBox } from "../fields/check-box";
import { GroupFrame } from "../fields/field-frame";
import { SchemaField } from "../fields/schema-field";
import { useFormScene } from "../form-scene";
import { formatSchema, stepKeySchema } from "../schema/step-schema";
import { KeyField } from "./key-field";
import { ModelField } from "./model-field";

/** What a model is asked, what it may use, and what it has to answer with. */
export function AgentFields({ step, operations }: { step: JsonObject; operations: readonly OperationHelp[] }) {
  const parameters = stepKeySchema("parameters");
  return (
    <>
      <KeyField step={step} name="task_description" templates required />
      <ModelField step={step} />
      <AllowedTools step={step} operations={operations} />
      {parameters ? (
        <SchemaField
          path={["parameters"]}
          schema={{ ...parameters, description: "What the model gets to see beside the task." }}
          root={formatSchema}
          value={step.parameters}
          label="Data"
        />
      ) : null}
      <KeyField step={step} name="output_schema" />
      <KeyField step={step} name="limits" />
    </>
  );
}

function AllowedTools({ step, operations }: { step: JsonObject; operations: readonly OperationHelp[] }) {
  const { onChange } = useFormScene();
  const schema = stepKeySchema("allowed_tools");
  if (!schema) return null;
  const allowed = Array.isArray(step.allowed_tools) ? step.allowed_tools.map(String) : [];
  const names = operations
    .map(({ tool, operation }) => `${tool}.${operation}`)
    .filter((key) => offerRefusal(key) === null);
  const all = [...names, ...allowed.filter((name) => !names.includes(name))];
  const set = (name: string, on: boolean) => {
    const next = on ? [...allowed, name] : allowed.filter((one) => one !== name);
    onChange(["allowed_tools"], next.length === 0 ? undefined : next);
  };
  return (
    <GroupFrame field={{ path: ["allowed_tools"], schema, label: "Tools it may call", required: false }}>
      <div className="grid grid-cols-2 gap-1.5 max-md:grid-cols-1">
        {all.map((name) => (
          <CheckBox
            key={name}
            label={name}
            className="font-mono text-12"
            checked={allowed.includes(name)}
            onChange={(on) => set(name, on)}
          />
        ))}
      </div>
    </GroupFrame>
  );
}
