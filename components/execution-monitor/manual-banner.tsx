"use client";

import { useMutation } from "@tanstack/react-query";
import { Check, CirclePause, Hand, MessageCircleQuestionMark } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { ExecutionView, StepView } from "@/server/services/execution-view";
import { personalSteps } from "./monitor-state";

/** What waits for a person: a manual step with its Continue, or the whole execution that somebody paused. */
export function ManualBanner({ view, onShowStep }: { view: ExecutionView; onShowStep: (stepId: string) => void }) {
  if (view.status === "paused") {
    return (
      <div className="px-5 pb-3 max-md:px-3">
        <Note icon={CirclePause} tone="s-paused">
          Paused. No new step starts until somebody resumes it; timers keep their time.
        </Note>
      </div>
    );
  }
  if (view.status !== "running") return null;
  return personalSteps(view).map((step) =>
    step.reason?.code === "approval" || step.loop ? (
      <Question key={step.id} view={view} step={step} onShowStep={onShowStep} />
    ) : (
      <ManualStep key={step.id} view={view} step={step} />
    ),
  );
}

function Question({
  view,
  step,
  onShowStep,
}: {
  view: ExecutionView;
  step: StepView;
  onShowStep: (id: string) => void;
}) {
  const name = nameOf(view, step);
  return (
    <div className="px-5 pb-3 max-md:px-3">
      <Note
        icon={MessageCircleQuestionMark}
        tone="s-waiting"
        className="items-center max-md:flex-wrap"
        action={<Button onClick={() => onShowStep(step.id)}>Answer</Button>}
      >
        {step.loop ? (
          <b className="font-medium">
            {plural(step.loop.asking.length, "item")} of {name} {step.loop.asking.length === 1 ? "asks" : "ask"} for an
            answer.
          </b>
        ) : (
          <>
            <b className="font-medium">{name} asks:</b>{" "}
            <span className="text-foreground-2">{step.reason?.message}</span>
          </>
        )}
      </Note>
    </div>
  );
}

const nameOf = (view: ExecutionView, step: StepView): string =>
  view.graph.find(({ id }) => id === step.id)?.name ?? step.id;

function ManualStep({ view, step }: { view: ExecutionView; step: StepView }) {
  const trpc = useTRPC();
  const [note, setNote] = useState("");
  const name = nameOf(view, step);
  const proceed = useMutation(
    trpc.executions.continue.mutationOptions({ onError: (error) => void toast.error(errorMessage(error)) }),
  );
  return (
    <form
      className="px-5 pb-3 max-md:px-3"
      onSubmit={(event) => {
        event.preventDefault();
        proceed.mutate({ id: view.id, stepId: step.id, note: note.trim() || undefined });
      }}
    >
      <Note
        icon={Hand}
        tone="s-waiting"
        className="items-center max-md:flex-wrap"
        action={
          <div className="flex flex-none items-center gap-2 max-md:w-full">
            <Input
              aria-label={`Note about ${name}, optional`}
              placeholder="Note, kept in the record"
              value={note}
              maxLength={500}
              onChange={(event) => setNote(event.target.value)}
              className="w-56 max-md:w-full"
            />
            <Button type="submit" variant="primary" busy={proceed.isPending || proceed.isSuccess}>
              {proceed.isPending || proceed.isSuccess ? null : <Check />} Continue
            </Button>
          </div>
        }
      >
        <b className="font-medium">{name} waits for a person.</b>{" "}
        <span className="text-foreground-2">{step.reason?.message}</span>
      </Note>
    </form>
  );
}
