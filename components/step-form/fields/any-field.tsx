"use client";

import { useState } from "react";
import type { JsonValue } from "@/server/core/json";
import { useFormScene } from "../form-scene";
import { parseAny, showAny, typeOf } from "../schema/any-value";
import { FieldFrame } from "./field-frame";
import type { KindFieldProps } from "./schema-field";
import { TemplateInput } from "./template-input";

/** Any value: what reads as JSON is that, all else is text. The kind that it was taken for stands at the right. */
export function AnyField(props: KindFieldProps<"any">) {
  const { path, value, label, required, templates } = props;
  const { onChange } = useFormScene();
  const [draft, setDraft] = useState<{ text: string; value: JsonValue | undefined } | null>(null);
  const shown = draft !== null && JSON.stringify(draft.value) === JSON.stringify(value) ? draft.text : showAny(value);
  const take = (text: string) => {
    const parsed = parseAny(text) ?? (required ? "" : undefined);
    setDraft({ text, value: parsed });
    onChange(path, parsed);
  };
  return (
    <FieldFrame field={props}>
      {(control) => (
        <TemplateInput
          control={control}
          label={label}
          value={shown}
          long={shown.includes("\n") || shown.length > 60}
          templates={templates}
          onChange={take}
          aside={<span className="flex-none py-1.5 pr-2 text-11 leading-5 text-muted-foreground">{typeOf(value)}</span>}
        />
      )}
    </FieldFrame>
  );
}
