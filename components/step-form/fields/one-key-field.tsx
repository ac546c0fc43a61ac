"use client";

import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { useFormScene } from "../form-scene";
import { emptyValue } from "../schema/field-kind";
import { labelOf } from "../schema/key-words";
import { type KindFieldProps, SchemaField } from "./schema-field";

/** One of several things to do: which, and the form of it. */
export function OneKeyField({ path, value, kind, root, label, templates }: KindFieldProps<"one-key">) {
  const { onChange } = useFormScene();
  const map = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const chosen = Object.keys(map)[0] ?? "";
  const schema = kind.schema.properties?.[chosen];
  const choose = (key: string) => {
    const next = kind.schema.properties?.[key];
    if (next && key !== chosen)
      onChange(path, { [key]: carriedOver(map[chosen], emptyValue({ schema: next, root }, key)) });
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-2">
      <Select value={chosen} onValueChange={choose}>
        <SelectTrigger aria-label={label} className="w-44">
          <SelectValue placeholder="Choose" />
        </SelectTrigger>
        <SelectContent>
          {Object.keys(kind.schema.properties ?? {}).map((key) => (
            <SelectItem key={key} value={key}>
              {labelOf(key)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      {schema ? (
        <SchemaField
          key={chosen}
          path={[...path, chosen]}
          schema={schema}
          root={root}
          value={map[chosen]}
          label={labelOf(chosen)}
          templates={templates}
          required
          bare
        />
      ) : null}
    </div>
  );
}

const TARGET = new Set(["role", "name", "label", "text", "test_id", "css", "exact", "nth"]);

/** The element stays the same when only what is done with it changes. */
function carriedOver(old: unknown, fresh: ReturnType<typeof emptyValue>): ReturnType<typeof emptyValue> {
  if (typeof old !== "object" || old === null || Array.isArray(old)) return fresh;
  if (typeof fresh !== "object" || fresh === null || Array.isArray(fresh)) return fresh;
  return { ...Object.fromEntries(Object.entries(old).filter(([key]) => TARGET.has(key))), ...fresh };
}
