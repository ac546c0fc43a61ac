"use client";

import { useMemo } from "react";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { useFormScene, type ValueSource } from "../form-scene";
import type { HookFacts } from "../hooks/hook-values";
import { HooksField } from "../hooks/hooks-field";

/** Who is told when the step begins and ends. */
export function HooksTab({ step, names }: { step: JsonObject; names: { id: string; outputKey: string } }) {
  const { values } = useFormScene();
  const { name, parameters, hooks } = step;
  const { id, outputKey } = names;
  const facts = useMemo((): HookFacts => {
    const { params = {}, results = {} } = values?.last ?? {};
    const input = withKnown(parameters ?? {}, values) as JsonObject;
    return { step: { id, name: String(name ?? id), input, output: results[outputKey] }, params, results };
  }, [id, outputKey, name, parameters, values]);
  return <HooksField value={hooks} facts={facts} />;
}

/** Templates that are only a name, as the value that they had in the last execution. */
function withKnown(value: JsonValue, values: ValueSource | null): JsonValue {
  if (typeof value === "string") {
    const name = /^\s*\{\{\s*([\w.]+)\s*\}\}\s*$/.exec(value)?.[1];
    const found = values?.groups.flatMap((group) => group.values).find(({ expression }) => expression === name);
    return found?.value ?? value;
  }
  if (Array.isArray(value)) return value.map((one) => withKnown(one, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withKnown(one, values)]));
}
