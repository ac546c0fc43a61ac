"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { FAILURE_CODES } from "@/server/core/execution/state";
import type { StepDetail } from "@/server/services/execution-view";
import type { FixedResult } from "@/server/services/fixed-results";
import { readJson } from "./read-json";
import type { Testing } from "./testing-scene";

export interface FixDialogProps {
  /** Null: closed. */
  step: { id: string; title: string } | null;
  testing: Testing;
  onClose(): void;
}

/** What a step gives in tests instead of running: a value, or an error that its policy has to deal with. */
export function FixDialog({ step, testing, onClose }: FixDialogProps) {
  return (
    <Dialog open={step !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-[560px]">
        <DialogHeader>
          <DialogTitle>Fix the result of {step?.title}</DialogTitle>
          <DialogDescription>
            In tests the step gives this and does not run. Real executions ignore it.
          </DialogDescription>
        </DialogHeader>
        {step ? <Loaded key={step.id} step={step} testing={testing} onClose={onClose} /> : null}
      </DialogContent>
    </Dialog>
  );
}

interface LoadedProps extends FixDialogProps {
  step: { id: string; title: string };
}

/** What the step gave before is offered: in the test that is shown, else in the execution whose values are shown. */
function Loaded(props: LoadedProps) {
  const { step, testing } = props;
  const inTest = useStepIn(testing.test?.id, step.id);
  const inExecution = useStepIn(testing.data.execution?.id, step.id);
  if (inTest.isLoading || inExecution.isLoading) return <DialogBody aria-busy="true" className="h-64" />;
  const gave = (detail: StepDetail | undefined) => detail?.step.status === "succeeded" || detail?.step.error;
  const before = gave(inTest.data) ? inTest.data : inExecution.data;
  return <Form {...props} before={before ?? null} />;
}

function useStepIn(executionId: string | undefined, stepId: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.executions.step.queryOptions({ id: executionId ?? "", stepId }),
    ...{ enabled: executionId !== undefined, retry: false },
  });
}

function Form({ step, testing, onClose, before }: LoadedProps & { before: StepDetail | null }) {
  const id = useId();
  const known = testing.fixed.get(step.id);
  const [kind, setKind] = useState(known?.type ?? (before?.step.error ? "error" : "result"));
  const [text, setText] = useState(() => firstText(known, before));
  const [code, setCode] = useState<(typeof FAILURE_CODES)[number]>(
    known?.type === "error" ? known.error.code : "tool_error",
  );
  const [message, setMessage] = useState(
    known?.type === "error" ? known.error.message : (before?.step.error?.message ?? ""),
  );
  const read = readJson(text);
  const problem = kind === "result" ? read.problem : message.trim() === "" ? "Say what went wrong." : null;
  const save = async () => {
    const fixing =
      kind === "result"
        ? ({ type: "result", value: read.value } as const)
        : ({ type: "error", error: { code, message: message.trim() } } as const);
    if (await testing.fix(step.id, fixing)) onClose();
  };
  return (
    <>
      <DialogBody>
        <Segmented
          label="What it gives"
          value={kind}
          onValueChange={setKind}
          options={[
            { value: "result", label: "A result" },
            { value: "error", label: "An error" },
          ]}
          className="self-start"
        />
        {kind === "result" ? (
          <Field
            id={`${id}-json`}
            label="Result"
            aside="JSON"
            error={text === "" ? undefined : (read.problem ?? undefined)}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={10}
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
                className="font-mono text-12"
              />
            )}
          </Field>
        ) : (
          <>
            <Field id={`${id}-message`} label="Message">
              {(control) => <Input {...control} value={message} onChange={(event) => setMessage(event.target.value)} />}
            </Field>
            <Field id={`${id}-code`} label="Code" hint="A step that handles the failure can read it.">
              {(control) => (
                <Select
                  value={code}
                  onValueChange={(next) => setCode(FAILURE_CODES.find((one) => one === next) ?? "tool_error")}
                >
                  <SelectTrigger {...control} className="font-mono text-12">
                    <SelectValue />
                  </SelectTrigger>
                  <SelectContent>
                    {FAILURE_CODES.map((one) => (
                      <SelectItem key={one} value={one}>
                        {one}
                      </SelectItem>
                    ))}
                  </SelectContent>
                </Select>
              )}
            </Field>
          </>
        )}
      </DialogBody>
      <DialogFooter>
        {known ? (
          <Button
            variant="destructive-quiet"
            className="mr-auto"
            onClick={() => {
              testing.clear(step.id);
              onClose();
            }}
          >
            Let it run again
          </Button>
        ) : null}
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button variant="primary" disabled={problem !== null} onClick={() => void save()}>
          Fix it
        </Button>
      </DialogFooter>
    </>
  );
}

function firstText(known: FixedResult | undefined, before: StepDetail | null): string {
  if (known?.type === "result") return JSON.stringify(known.value, null, 2);
  const took = before?.step.status === "succeeded" && before.resultFile === null;
  return took ? JSON.stringify(before.result, null, 2) : "";
}
