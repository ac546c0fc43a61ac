"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { JsonObject } from "@/server/core/json";
import { useFormScene } from "../form-scene";
import { emptyValue } from "../schema/field-kind";
import { GroupFrame, TemplateButton } from "./field-frame";
import { type KindFieldProps, SchemaField } from "./schema-field";

/** A mapping with free names: headers, fields. */
export function RecordField(props: KindFieldProps<"record">) {
  const { path, value, kind, root, label, templates, onTemplate } = props;
  const { onChange } = useFormScene();
  const map: JsonObject = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const names = Object.keys(map);
  const rename = (from: string, to: string) => {
    if (to === from || to === "" || names.includes(to)) return;
    onChange(path, Object.fromEntries(Object.entries(map).map(([key, item]) => [key === from ? to : key, item])));
  };
  return (
    <GroupFrame field={props}>
      {names.map((name, index) => (
        // The row stays the same while its name changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <div key={index} className="flex items-start gap-1.5">
          <NameInput
            label={`${label}: name ${index + 1}`}
            name={name}
            taken={names}
            onRename={(to) => rename(name, to)}
          />
          <div className="min-w-0 flex-1">
            <SchemaField
              path={[...path, name]}
              schema={kind.item}
              root={root}
              value={map[name]}
              label={name}
              templates={templates}
              required
              bare
            />
          </div>
          <Button
            variant="ghost"
            size="icon-xs"
            className="mt-1"
            aria-label={`Remove ${name}`}
            onClick={() => onChange([...path, name], undefined)}
          >
            <X />
          </Button>
        </div>
      ))}
      <span className="flex items-center">
        <Button
          variant="ghost"
          size="xs"
          className="-ml-2 text-live"
          onClick={() => onChange([...path, freeName(names)], emptyValue({ schema: kind.item, root }, ""))}
        >
          <Plus /> Add to {label.toLowerCase()}
        </Button>
        <TemplateButton label={label} onClick={onTemplate} />
      </span>
    </GroupFrame>
  );
}

function freeName(names: readonly string[]): string {
  let name = "name";
  for (let number = 2; names.includes(name); number++) name = `name${number}`;
  return name;
}

interface NameInputProps {
  label: string;
  name: string;
  taken: readonly string[];
  onRename(name: string): void;
}

/** Taken over when one leaves it: while it is typed it is often the name of another row. */
function NameInput({ label, name, taken, onRename }: NameInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const invalid = draft !== null && draft !== name && (draft === "" || taken.includes(draft));
  const take = () => {
    if (draft !== null) onRename(draft);
    setDraft(null);
  };
  return (
    <Input
      aria-label={label}
      aria-invalid={invalid || undefined}
      title={invalid ? "Another row has this name." : undefined}
      className="w-36 flex-none font-mono text-12"
      value={draft ?? name}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
      }}
    />
  );
}
