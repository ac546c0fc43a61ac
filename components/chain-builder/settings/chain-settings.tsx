"use client";

import { X } from "lucide-react";
import { type ReactNode, useId, useMemo } from "react";
import { NameField } from "@/components/step-form/fields/name-field";
import { SchemaField } from "@/components/step-form/fields/schema-field";
import { FormSceneProvider, type ValueSource } from "@/components/step-form/form-scene";
import { HooksField } from "@/components/step-form/hooks/hooks-field";
import { chainKeySchema, formatSchema } from "@/components/step-form/schema/step-schema";
import { Button } from "@/components/ui/button";
import type { JsonObject } from "@/server/core/json";
import { valueAt } from "../edits/chain-text";
import { parsePath } from "../text/parse-path";
import type { Path } from "../text/place";
import { type Problem, shortMessage } from "../text/problems";
import type { Edits } from "../use-edits";
import { ParamsEditor } from "./params-editor";

export interface ChainSettingsProps {
  data: JsonObject;
  problems: readonly Problem[];
  edits: Edits;
  values: ValueSource;
  current: boolean;
  /** Null: there is nothing else to show. */
  onClose: (() => void) | null;
  onEditText(path: Path): void;
  /** What only this place knows of the chain. */
  children?: ReactNode;
}

/** Keys without a control: shown, and edited in the text. */
const IN_TEXT = ["order"] as const;

/** What concerns the whole chain. */
export function ChainSettings({
  data,
  problems,
  edits,
  values,
  current,
  onClose,
  onEditText,
  children,
}: ChainSettingsProps) {
  const scene = useMemo(
    () => ({
      onChange: edits.setInChain,
      problems: problems.map(({ path, severity, ...rest }) => ({
        path: parsePath(path),
        message: shortMessage(rest),
        severity,
      })),
      values,
      onEditText,
    }),
    [edits, problems, values, onEditText],
  );
  const facts = useMemo(
    () => ({ step: null, params: values.last?.params ?? {}, results: values.last?.results ?? {} }),
    [values.last],
  );
  const field = (path: Path, label?: string, templates = false) => (
    <SettingField data={data} path={path} label={label} templates={templates} />
  );
  return (
    <FormSceneProvider value={scene}>
      <aside aria-label="Chain settings" className="flex h-full min-h-0 flex-col bg-card">
        <div className="flex min-h-[52px] flex-none items-center gap-3 border-b px-5 max-md:px-3">
          <h2 className="flex-1 text-14 font-semibold">Chain settings</h2>
          {onClose ? (
            <Button variant="ghost" size="icon-sm" aria-label="Close the settings" onClick={onClose}>
              <X />
            </Button>
          ) : null}
        </div>
        <div
          className="relative flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 pt-4 pb-8 max-md:px-3"
          inert={!current}
        >
          <NameField path={["name"]} label="Name" value={String(data.name ?? "")} />
          {field(["description"])}
          {field(["tags"])}
          <Part title="Parameters">
            <ParamsEditor params={data.params} />
          </Part>
          <Part title="Shared by the steps of an execution">
            {field(["share", "browser_session"], "One browser session")}
            {field(["share", "files"], "Files of the steps before")}
          </Part>
          <Part title="Schedule">{field(["schedule"], "When it runs by itself")}</Part>
          <Part title="Failures and limits">
            {field(["error_policy"])}
            {field([data.retry_config === undefined ? "retry" : "retry_config"], "Retry")}
            {field(["timeout"])}
            {field(["concurrency"], "At the same time", true)}
            {field(["on_crash"])}
          </Part>
          <Part title="Hooks">
            <HooksField value={data.hooks} facts={facts} />
          </Part>
          {children}
          {IN_TEXT.filter((key) => data[key] !== undefined).map((key) => (
            <p key={key} className="flex items-center gap-2 text-12 text-muted-foreground">
              <span className="font-mono text-foreground-2">{key}</span> is edited in YAML
              <button type="button" className="text-live hover:underline" onClick={() => onEditText([key])}>
                Go there
              </button>
            </p>
          ))}
        </div>
      </aside>
    </FormSceneProvider>
  );
}

function SettingField({
  data,
  path,
  label,
  templates,
}: {
  data: JsonObject;
  path: Path;
  label?: string;
  templates: boolean;
}) {
  const [root, inner] = path;
  const outer = chainKeySchema(String(root));
  const schema = inner === undefined ? outer : outer?.properties?.[inner];
  if (!schema) return null;
  return (
    <SchemaField
      path={path}
      schema={schema}
      root={formatSchema}
      value={valueAt(data, path)}
      label={label}
      templates={templates}
    />
  );
}

/** A titled part of the settings. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="-mx-5 flex flex-col gap-4 border-t px-5 pt-4 max-md:-mx-3 max-md:px-3">
      <h3 id={id} className="text-13 font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}
