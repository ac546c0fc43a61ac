"use client";

import { ChevronDown, ChevronUp, Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { JsonValue } from "@/server/core/json";
import { useFormScene } from "../form-scene";
import { emptyValue } from "../schema/field-kind";
import { GroupFrame, TemplateButton } from "./field-frame";
import { type KindFieldProps, SchemaField } from "./schema-field";

/** A list: its items one below the other, to be added, moved and removed. */
export function ListField(props: KindFieldProps<"list">) {
  const { path, value, kind, root, label, templates, onTemplate } = props;
  const { onChange } = useFormScene();
  const items = Array.isArray(value) ? value : [];
  const one = oneOf(label);
  const set = (next: JsonValue[]) => onChange(path, next.length === 0 ? undefined : next);
  const move = (from: number, to: number) => {
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    set(next);
  };
  return (
    <GroupFrame field={props}>
      <ol className="flex flex-col gap-2">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place
          <li key={index} className="flex items-start gap-1 rounded-md border p-2">
            <span className="w-5 flex-none pt-2 font-mono text-11 text-muted-foreground">{index + 1}</span>
            <div className="min-w-0 flex-1">
              <SchemaField
                path={[...path, index]}
                schema={kind.item}
                root={root}
                value={item}
                label={`${one} ${index + 1}`}
                templates={templates}
                required
                bare
              />
            </div>
            <span className="flex flex-none pt-1">
              <Button
                variant="ghost"
                size="icon-xs"
                disabled={index === 0}
                aria-label={`Move ${one} ${index + 1} up`}
                onClick={() => move(index, index - 1)}
              >
                <ChevronUp />
              </Button>
              <Button
                variant="ghost"
                size="icon-xs"
                disabled={index === items.length - 1}
                aria-label={`Move ${one} ${index + 1} down`}
                onClick={() => move(index, index + 1)}
              >
                <ChevronDown />
              </Button>
              <Button
                variant="ghost"
                size="icon-xs"
                aria-label={`Remove ${one} ${index + 1}`}
                onClick={() => set(items.filter((_, place) => place !== index))}
              >
                <X />
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <span className="flex items-center">
        <Button
          variant="ghost"
          size="xs"
          className="-ml-2 text-live"
          onClick={() => set([...items, emptyValue({ schema: kind.item, root }, "")])}
        >
          <Plus /> Add {one.toLowerCase()}
        </Button>
        <TemplateButton label={label} onClick={onTemplate} />
      </span>
    </GroupFrame>
  );
}

const oneOf = (label: string): string => (/[^s]s$/.test(label) ? label.slice(0, -1) : "Item");
