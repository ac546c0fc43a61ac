"use client";

import { useMemo } from "react";
import { descend } from "@/components/chain-builder/complete/json-schema";
import type { HookMoment, HookType } from "@/server/core/hooks/words";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { SchemaField } from "../fields/schema-field";
import { FormSceneProvider, useFormScene } from "../form-scene";
import { chainKeySchema, formatSchema } from "../schema/step-schema";
import { type HookFacts, hookValues } from "./hook-values";

interface HookFieldsProps {
  path: readonly (string | number)[];
  type: HookType;
  hook: JsonObject;
  hooks: readonly JsonValue[];
  index: number;
  moment: HookMoment;
  facts: HookFacts;
}

/** The fields of one hook, made from the format. Its templates read other names than those of steps. */
export function HookFields({ path, type, hook, hooks, index, moment, facts }: HookFieldsProps) {
  const outer = useFormScene();
  const scene = useMemo(
    () => ({ ...outer, values: hookValues(moment, facts, hooks.slice(0, index)) }),
    [outer, moment, facts, hooks, index],
  );
  const { params, on_error: onError, env } = schemaOf(type)?.properties ?? {};
  return (
    <FormSceneProvider value={scene}>
      <div className="flex flex-col gap-4 border-t px-3 pt-3 pb-4">
        {params ? (
          <SchemaField
            path={[...path, "params"]}
            schema={{ ...params, description: undefined }}
            root={formatSchema}
            value={hook.params}
            label="What it does"
            required
            bare
          />
        ) : null}
        {onError ? (
          <SchemaField
            path={[...path, "on_error"]}
            schema={onError}
            root={formatSchema}
            value={hook.on_error}
            label="When it fails"
            templates={false}
          />
        ) : null}
        {env && hook.env !== undefined ? (
          <SchemaField
            path={[...path, "env"]}
            schema={env}
            root={formatSchema}
            value={hook.env}
            label="Environments"
            templates={false}
          />
        ) : null}
      </div>
    </FormSceneProvider>
  );
}

/** What the format says about hooks of a type. */
function schemaOf(type: HookType) {
  const hooks = chainKeySchema("hooks");
  if (!hooks) return undefined;
  return descend({ schema: hooks, root: formatSchema }, ["task_finished", 0]).find(
    ({ schema }) => schema.properties?.type?.const === type,
  )?.schema;
}
