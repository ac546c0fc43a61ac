"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import type { JsonSchema } from "@/components/chain-builder/complete/json-schema";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { JsonObject } from "@/server/core/json";
import { useFormScene } from "../form-scene";
import { labelOf } from "../schema/key-words";
import { GroupFrame } from "./field-frame";
import { type KindFieldProps, SchemaField } from "./schema-field";

/** A mapping with known keys: those that are needed or written have a field, the others can be added. */
export function ObjectField(props: KindFieldProps<"object">) {
  const { path, value, kind, root, templates } = props;
  const { onChange } = useFormScene();
  const map: JsonObject = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const all = Object.entries(kind.schema.properties ?? {});
  const needed = (key: string) =>
    kind.schema.required?.includes(key) === true && all.some(([one, of]) => one === key && of.default === undefined);
  const shown = all.filter(([key]) => needed(key) || Object.hasOwn(map, key) || wanted.includes(key));
  const rest = all.filter((one) => !shown.includes(one));
  const unknown = Object.keys(map).filter((key) => !all.some(([one]) => one === key));
  return (
    <GroupFrame field={props}>
      <div className="flex flex-col gap-3 border-l pl-3">
        {shown.map(([key, schema]) => (
          <div key={key} className="flex items-start gap-1">
            <div className="min-w-0 flex-1">
              <SchemaField
                path={[...path, key]}
                schema={schema}
                root={root}
                value={map[key]}
                required={needed(key)}
                templates={templates}
              />
            </div>
            {needed(key) ? null : (
              <Button
                variant="ghost"
                size="icon-xs"
                aria-label={`Remove ${labelOf(key)}`}
                onClick={() => {
                  setWanted(wanted.filter((one) => one !== key));
                  onChange([...path, key], undefined);
                }}
              >
                <X />
              </Button>
            )}
          </div>
        ))}
        <UnknownKeys keys={unknown} path={path} />
        <AddKey keys={rest} onAdd={(key) => setWanted([...wanted, key])} />
      </div>
    </GroupFrame>
  );
}

/** Keys that no field knows stay, and are changed in the text. */
function UnknownKeys({ keys, path }: { keys: readonly string[]; path: KindFieldProps["path"] }) {
  const { onEditText } = useFormScene();
  return keys.map((key) => (
    <p key={key} className="flex items-center gap-2 text-12 text-muted-foreground">
      <span className="font-mono">{key}</span> has no field here.
      {onEditText ? (
        <button type="button" className="text-live hover:underline" onClick={() => onEditText([...path, key])}>
          Edit it in YAML
        </button>
      ) : null}
    </p>
  ));
}

function AddKey({ keys, onAdd }: { keys: readonly [string, JsonSchema][]; onAdd(key: string): void }) {
  if (keys.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="xs" className="-ml-2 self-start text-live">
          <Plus /> Add
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 max-w-80 overflow-y-auto">
        {keys.map(([key, schema]) => (
          <DropdownMenuItem key={key} onSelect={() => onAdd(key)} className="flex-col items-start gap-0 py-1">
            <span>{labelOf(key)}</span>
            {schema.description ? <span className="text-12 text-muted-foreground">{schema.description}</span> : null}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
