"use client";

import { typeWords } from "@/components/chain-builder/complete/json-schema";
import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import type { JsonObject } from "@/server/core/json";
import { NameField } from "../fields/name-field";
import { SchemaField } from "../fields/schema-field";
import { useFormScene } from "../form-scene";
import { type StepWork, workOf } from "../schema/step-kind";
import { AgentFields } from "./agent-fields";
import { KeyField } from "./key-field";
import { PassField } from "./pass-field";
import { WorkField } from "./work-field";

export interface ParametersTabProps {
  step: JsonObject;
  operations: readonly OperationHelp[];
  /** What the compiler calls the step and its result; null: the step stands alone. */
  names: { id: string; outputKey: string } | null;
}

/** What the step does and with what; its names, and what it passes on. */
export function ParametersTab({ step, operations, names }: ParametersTabProps) {
  const work = workOf(step, operations);
  return (
    <>
      {step.for_each === undefined ? null : (
        <>
          <KeyField step={step} name="for_each" templates />
          <Line />
        </>
      )}
      <WorkField step={step} work={work} operations={operations} chains={names !== null} />
      <Fields step={step} work={work} operations={operations} />
      {names ? (
        <>
          <Line />
          <NameField path={["name"]} label="Name" value={String(step.name ?? "")} fallback={names.id} />
          <div className="grid grid-cols-2 gap-3">
            <NameField path={["id"]} label="Id" value={names.id} mono hint="References follow when it changes." />
            <NameField
              path={["output_key"]}
              label="Result is called"
              value={names.outputKey}
              mono
              hint={`Later steps read ${names.outputKey}.`}
            />
          </div>
          <PassField step={step} />
        </>
      ) : null}
      {work.type === "operation" ? <Output operation={work.operation} /> : null}
    </>
  );
}

const Line = () => <hr className="-mx-5 border-t max-md:-mx-3" />;

function Fields({
  step,
  work,
  operations,
}: {
  step: JsonObject;
  work: StepWork;
  operations: readonly OperationHelp[];
}) {
  if (work.type === "agent") return <AgentFields step={step} operations={operations} />;
  if (work.type === "chain") {
    return (
      <>
        <KeyField step={step} name="chain" label="Chain" required />
        <KeyField step={step} name="parameters" label="Its parameters" templates />
      </>
    );
  }
  return work.type === "operation" ? <OperationFields step={step} operation={work.operation} /> : null;
}

function OperationFields({ step, operation }: { step: JsonObject; operation: OperationHelp }) {
  const { inputSchema } = operation;
  const given = step.parameters;
  const parameters: JsonObject = typeof given === "object" && given !== null && !Array.isArray(given) ? given : {};
  const fields = Object.entries(inputSchema.properties ?? {});
  const required = (key: string) => inputSchema.required?.includes(key) === true;
  const unknown = Object.keys(parameters).filter((key) => !fields.some(([one]) => one === key));
  return (
    <>
      {[...fields]
        .sort(([a], [b]) => Number(required(b)) - Number(required(a)))
        .map(([key, schema]) => (
          <SchemaField
            key={`${operation.tool}.${operation.operation}.${key}`}
            path={["parameters", key]}
            schema={schema}
            root={inputSchema}
            value={parameters[key]}
            required={required(key)}
          />
        ))}
      {unknown.map((key) => (
        <UnknownParameter key={key} name={key} />
      ))}
    </>
  );
}

function UnknownParameter({ name }: { name: string }) {
  const { onChange, onEditText } = useFormScene();
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-12 text-muted-foreground">
      <span>
        <span className="font-mono text-failed">{name}</span> is no parameter of this operation.
      </span>
      {onEditText ? (
        <button type="button" className="text-live hover:underline" onClick={() => onEditText(["parameters", name])}>
          Edit it in YAML
        </button>
      ) : null}
      <button
        type="button"
        className="text-live hover:underline"
        onClick={() => onChange(["parameters", name], undefined)}
      >
        Remove it
      </button>
    </p>
  );
}

function Output({ operation }: { operation: OperationHelp }) {
  const fields = Object.entries(operation.outputSchema.properties ?? {});
  return (
    <div className="flex flex-col gap-1.5">
      <span className="flex items-baseline text-13 font-medium">
        Output
        <span className="ml-auto text-12 font-normal text-muted-foreground">
          schema of {operation.tool}.{operation.operation}
        </span>
      </span>
      <p className="code-block flex flex-wrap gap-x-4">
        {fields.length === 0 ? (operation.outputSchema.description ?? "Any value.") : null}
        {fields.map(([key, schema]) => (
          <span key={key}>
            <span className="text-code-key">{key}</span>{" "}
            <span className="text-muted-foreground">{typeWords(schema)}</span>
          </span>
        ))}
      </p>
    </div>
  );
}
