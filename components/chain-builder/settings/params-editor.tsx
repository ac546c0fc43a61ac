"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { SchemaField } from "@/components/step-form/fields/schema-field";
import { useFormScene } from "@/components/step-form/form-scene";
import { chainKeySchema, formatSchema } from "@/components/step-form/schema/step-schema";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { JsonValue } from "@/server/core/json";
import { isObject } from "../edits/chain-text";

/** What a run asks for. */
export function ParamsEditor({ params }: { params: JsonValue | undefined }) {
  const { onChange } = useFormScene();
  const map = isObject(params) ? params : {};
  const names = Object.keys(map);
  const free = () => {
    let name = "param";
    for (let number = 2; names.includes(name); number++) name = `param${number}`;
    return name;
  };
  const rename = (from: string, to: string) => {
    if (to === from || !/^[A-Za-z_][\w-]*$/.test(to) || names.includes(to)) return;
    onChange(
      ["params"],
      Object.fromEntries(Object.entries(map).map(([key, value]) => [key === from ? to : key, value])),
    );
  };
  return (
    <div className="flex flex-col gap-3">
      {names.length === 0 ? (
        <p className="text-12 text-muted-foreground">A run of this chain asks for nothing.</p>
      ) : null}
      {names.map((name, index) => (
        // The row stays the same while its name changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <Param key={index} name={name} param={map[name]} onRename={(to) => rename(name, to)} />
      ))}
      <Button
        variant="ghost"
        size="xs"
        className="-ml-2 self-start text-live"
        onClick={() => onChange(["params", free()], { type: "string" })}
      >
        <Plus /> Add a parameter
      </Button>
    </div>
  );
}

const MAIN = ["type", "required"] as const;
const MORE = [
  "default",
  "title",
  "description",
  "enum",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "pattern",
] as const;

function Param({
  name,
  param,
  onRename,
}: {
  name: string;
  param: JsonValue | undefined;
  onRename(name: string): void;
}) {
  const { onChange } = useFormScene();
  const [draft, setDraft] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const value = isObject(param) ? param : {};
  const schema = chainKeySchema("params")?.additionalProperties;
  const properties = typeof schema === "object" ? schema.properties : undefined;
  const field = (key: string) =>
    properties?.[key] ? (
      <SchemaField
        key={key}
        path={["params", name, key]}
        schema={{ ...properties[key], ...(all ? {} : { description: undefined }) }}
        root={formatSchema}
        value={value[key]}
        required={key === "type"}
        templates={false}
      />
    ) : null;
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border p-3">
      <legend className="sr-only">Parameter {name}</legend>
      <div className="flex items-center gap-2">
        <Input
          aria-label="Name of the parameter"
          className="font-mono text-12"
          value={draft ?? name}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => {
            if (draft !== null) onRename(draft);
            setDraft(null);
          }}
        />
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove the parameter ${name}`}
          onClick={() => onChange(["params", name], undefined)}
        >
          <X />
        </Button>
      </div>
      <div className="grid grid-cols-2 items-end gap-3">{MAIN.map(field)}</div>
      {MORE.filter((key) => all || value[key] !== undefined || key === "default").map(field)}
      <Button variant="ghost" size="xs" className="-ml-2 self-start text-live" onClick={() => setAll(!all)}>
        {all ? "Less" : "More"}
      </Button>
    </fieldset>
  );
}
