"use client";

import type { JsonObject } from "@/server/core/json";
import { SchemaField } from "../fields/schema-field";
import { formatSchema, stepKeySchema } from "../schema/step-schema";

export interface KeyFieldProps {
  step: JsonObject;
  /** A key of the format, such as `retry`. */
  name: string;
  label?: string;
  templates?: boolean;
  required?: boolean;
}

/** The control of one key of a step, made from the format's own schema. A key that is not built has none. */
export function KeyField({ step, name, label, templates = false, required = false }: KeyFieldProps) {
  const schema = stepKeySchema(name);
  if (!schema) return null;
  return (
    <SchemaField
      path={[name]}
      schema={schema}
      root={formatSchema}
      value={step[name]}
      label={label}
      templates={templates}
      required={required}
    />
  );
}
