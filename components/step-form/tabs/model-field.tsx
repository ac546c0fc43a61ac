"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { JsonObject } from "@/server/core/json";
import { useFormScene, useProblem } from "../form-scene";
import { KeyField } from "./key-field";

const USUAL = "-";

/** The model that a question goes to: one of those that the operator named. Without any, it is written by hand. */
export function ModelField({ step }: { step: JsonObject }) {
  const id = useId();
  const trpc = useTRPC();
  const { onChange } = useFormScene();
  const problem = useProblem(["model"], true);
  const { data } = useQuery(trpc.tools.models.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const models = data?.items ?? [];
  if (!data || models.length === 0) return <KeyField step={step} name="model" />;
  const { model } = step;
  const written: JsonObject =
    typeof model === "object" && model !== null && !Array.isArray(model) ? model : { type: model ?? null };
  const found = models.findIndex(
    ({ platform, type }) => type === written.type && (written.platform === undefined || written.platform === platform),
  );
  const value = model === undefined ? USUAL : found === -1 ? "other" : String(found);
  const usual = models.find((one) => one.usual);
  const choose = (next: string) => {
    const chosen = models[Number(next)];
    if (next === USUAL) onChange(["model"], undefined);
    else if (chosen) onChange(["model"], { platform: chosen.platform, type: chosen.type });
  };
  return (
    <Field id={id} label="Model" error={problem?.message}>
      {(control) => (
        <Select value={value} onValueChange={choose}>
          <SelectTrigger {...control} aria-label="Model">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={USUAL}>The server's own{usual ? `: ${usual.type}` : ""}</SelectItem>
            {value === "other" ? <SelectItem value="other">{String(written.type)}</SelectItem> : null}
            {models.map(({ platform, type }, index) => (
              <SelectItem key={`${platform}/${type}`} value={String(index)}>
                {type} <span className="text-12 text-muted-foreground">{platform}</span>
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
