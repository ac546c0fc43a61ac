"use client";

import { useState } from "react";
import type { JsonSchema } from "@/components/chain-builder/complete/json-schema";
import type { JsonValue } from "@/server/core/json";
import type { FieldPath } from "../form-scene";
import { type FieldKind, fieldKind } from "../schema/field-kind";
import { labelOf } from "../schema/key-words";
import { AnyField } from "./any-field";
import { ListField } from "./list-field";
import { ObjectField } from "./object-field";
import { OneKeyField } from "./one-key-field";
import { RecordField } from "./record-field";
import { ChoiceField, NumberField, SwitchField, TextField } from "./scalar-fields";
import { UnionField } from "./union-field";

/** A field of a form, made from a JSON Schema. */
export interface SchemaFieldProps {
  path: FieldPath;
  schema: JsonSchema;
  /** The document that references in the schema point into. */
  root: JsonSchema;
  value: JsonValue | undefined;
  required?: boolean;
  label?: string;
  /** Whether `{{ }}` may stand here; false for what is fixed when the chain is published. */
  templates?: boolean;
  /** Only the control: the label stands elsewhere, and is still announced. */
  bare?: boolean;
}

/** What every control gets. */
export interface KindFieldProps<Kind extends FieldKind["kind"] = FieldKind["kind"]> extends SchemaFieldProps {
  kind: Extract<FieldKind, { kind: Kind }>;
  label: string;
  required: boolean;
  templates: boolean;
  /** Turns the control into a text field for an expression. */
  onTemplate?(): void;
}

/** The control that fits the schema. A value that is a template is edited as one, whatever the schema asks for. */
export function SchemaField(props: SchemaFieldProps) {
  const { schema, root, path, value, required = false, templates = true } = props;
  const key = String(path.at(-1) ?? "");
  const kind = fieldKind({ schema, root }, key);
  const label = props.label ?? labelOf(key);
  const isTemplate = typeof value === "string" && value.includes("{{");
  const [asTemplate, setAsTemplate] = useState(false);
  const rest = { ...props, label, required, templates };
  const plain = kind.kind === "text" || kind.kind === "any";
  if (!plain && templates && (isTemplate || asTemplate)) {
    const leave = isTemplate ? undefined : () => setAsTemplate(false);
    return <TextField {...rest} kind={{ kind: "text", long: false }} autoPick={asTemplate} onTemplate={leave} />;
  }
  const onTemplate = templates ? () => setAsTemplate(true) : undefined;
  switch (kind.kind) {
    case "text":
      return <TextField {...rest} kind={kind} />;
    case "number":
      return <NumberField {...rest} kind={kind} onTemplate={onTemplate} />;
    case "switch":
      return <SwitchField {...rest} kind={kind} onTemplate={onTemplate} />;
    case "choice":
      return <ChoiceField {...rest} kind={kind} onTemplate={onTemplate} />;
    case "object":
      return <ObjectField {...rest} kind={kind} />;
    case "one-key":
      return <OneKeyField {...rest} kind={kind} />;
    case "record":
      return <RecordField {...rest} kind={kind} onTemplate={onTemplate} />;
    case "list":
      return <ListField {...rest} kind={kind} onTemplate={onTemplate} />;
    case "union":
      return <UnionField {...rest} kind={kind} />;
    case "any":
      return <AnyField {...rest} kind={kind} />;
  }
}
