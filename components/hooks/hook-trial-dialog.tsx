"use client";

import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { toast } from "sonner";
import { parse } from "yaml";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { HOOK_MOMENTS, type HookMoment } from "@/server/core/hooks/words";
import { type KnownSample, sampleText } from "./sample-text";
import { TrialResult } from "./trial-result";

export interface HookTrialDialogProps {
  /** One hook in YAML, or a list of which the last is tried. */
  source: string;
  moment: HookMoment;
  /** Whether another moment can be chosen: not for a hook that stands at one. */
  pickMoment?: boolean;
  known?: KnownSample;
  about: ReactNode;
  onClose(): void;
}

/** Shows what a hook sends of a sample, and sends it. Nothing of it is kept. */
export function HookTrialDialog({ source, moment, pickMoment, known = {}, about, onClose }: HookTrialDialogProps) {
  const trpc = useTRPC();
  const [hook, setHook] = useState(source);
  const [at, setAt] = useState(moment);
  const [typed, setTyped] = useState<string | null>(null);
  const sample = typed ?? sampleText(at, known);
  const attempt = useMutation(
    trpc.hooks.tryOut.mutationOptions({ onError: (error) => void toast.error(errorMessage(error)) }),
  );
  const type = typeOf(hook);
  const run = (send: boolean) => attempt.mutate({ source: hook, moment: at, sample, send });
  const problems = attempt.data?.diagnostics.map(({ line, message }) => `Line ${line}: ${message}`).join(" ");
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent className="max-w-[920px]">
        <DialogHeader>
          <DialogTitle>Try a hook</DialogTitle>
          <DialogDescription>{about}</DialogDescription>
        </DialogHeader>
        <DialogBody className="grid gap-5 md:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            {pickMoment ? (
              <Segmented
                label="Moment"
                className="self-start max-md:w-full max-md:[&>button]:flex-1"
                value={at}
                options={HOOK_MOMENTS.map((value) => ({ value, label: SHORT[value] }))}
                onValueChange={setAt}
              />
            ) : null}
            <Yaml label="Hook" rows={13} value={hook} error={problems || undefined} onChange={setHook} />
            <Yaml
              label="Sample"
              rows={10}
              value={sample}
              error={attempt.data?.sampleProblem ?? undefined}
              hint="What the hook reads. Change it to see another outcome."
              onChange={setTyped}
            />
          </div>
          <TrialResult type={type} result={attempt.data?.result ?? null} />
        </DialogBody>
        <DialogFooter>
          <Button
            variant={type === "webhook" ? "default" : "primary"}
            busy={attempt.isPending && !attempt.variables?.send}
            onClick={() => run(false)}
          >
            Show what it does
          </Button>
          {type === "webhook" ? (
            <Button variant="primary" busy={attempt.isPending && attempt.variables?.send} onClick={() => run(true)}>
              Send it
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

const SHORT: Record<HookMoment, string> = {
  task_started: "Step begins",
  task_finished: "Step ended",
  workflow_finished: "Chain ended",
};

interface YamlProps {
  label: string;
  rows: number;
  value: string;
  hint?: string;
  error?: string;
  onChange(text: string): void;
}

function Yaml({ label, rows, value, hint, error, onChange }: YamlProps) {
  const id = useId();
  return (
    <Field id={id} label={label} aside="YAML" hint={hint} error={error}>
      {(control) => (
        <Textarea
          {...control}
          rows={rows}
          spellCheck={false}
          wrap="off"
          className="font-mono text-12"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Of the hook that is tried; empty while it cannot be read. */
function typeOf(text: string): string {
  try {
    const read: unknown = parse(text, { maxAliasCount: 100 });
    const last: unknown = Array.isArray(read) ? read.at(-1) : read;
    return typeof last === "object" && last !== null && "type" in last ? String(last.type) : "";
  } catch {
    return "";
  }
}
