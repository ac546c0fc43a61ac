"use client";

import { Segmented } from "@/components/ui/segmented";
import { useFormScene } from "../form-scene";
import { emptyValue, variantOf } from "../schema/field-kind";
import { GroupFrame } from "./field-frame";
import { type KindFieldProps, SchemaField } from "./schema-field";

/** A value that can have several shapes: which one, and its control. */
export function UnionField(props: KindFieldProps<"union">) {
  const { path, value, kind, root, label, templates } = props;
  const { onChange } = useFormScene();
  const index = variantOf(kind.variants, value);
  const chosen = kind.variants[index];
  if (!chosen) return null;
  return (
    <GroupFrame field={props}>
      <Segmented
        label={`Kind of ${label}`}
        className="self-start"
        value={String(index)}
        options={kind.variants.map(({ title }, place) => ({ value: String(place), label: title }))}
        onValueChange={(next) => {
          const variant = kind.variants[Number(next)];
          if (variant && Number(next) !== index) onChange(path, emptyValue({ schema: variant.schema, root }, ""));
        }}
      />
      <SchemaField
        key={index}
        path={path}
        schema={{ ...chosen.schema, description: undefined }}
        root={root}
        value={value}
        label={label}
        templates={templates}
        required
        bare
      />
    </GroupFrame>
  );
}
