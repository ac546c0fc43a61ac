"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { ParamField } from "@/components/chains/param-field";
import { firstDrafts, type ParamDrafts, readDrafts } from "@/components/chains/param-values";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PlanParam } from "@/server/core/plan/plan";
import type { AskedQuestion } from "./question-of-step";

/** Yes or no to a question, with the fields that it asks for. A no needs no fields. */
export function AnswerForm({ question }: { question: AskedQuestion }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const prefix = useId();
  const { executionId: id, stepId, item, fields, onReject } = question;
  const defaultValues = useMemo(() => firstDrafts(fields), [fields]);
  const [note, setNote] = useState("");
  const form = useForm<ParamDrafts>({
    defaultValues,
    mode: "onTouched",
    resolver: (drafts) => {
      const read = readDrafts(fields, drafts);
      if (read.ok) return { values: drafts, errors: {} };
      const errors = Object.entries(read.errors).map(([name, message]) => [name, { type: "invalid", message }]);
      return { values: {}, errors: Object.fromEntries(errors) };
    },
  });
  const answer = useMutation(
    trpc.executions.answer.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.approvals.list.pathFilter()),
    }),
  );
  const say = (approved: boolean, drafts: ParamDrafts) => {
    const read = readDrafts(approved ? fields : optional(fields), drafts);
    const answers = read.ok ? read.values : {};
    if (!read.ok && approved) return;
    answer.mutate({ id, stepId, item, approved, answers, note: note.trim() || undefined });
  };
  const approve = form.handleSubmit((drafts) => say(true, drafts));
  const busy = answer.isPending || answer.isSuccess;
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={approve}>
      {Object.entries(fields).map(([name, field]) => (
        <ParamField key={name} idPrefix={prefix} name={name} param={field} form={form} />
      ))}
      <Field id={`${prefix}-note`} label="Note" aside="optional, kept in the record">
        {(control) => (
          <Input {...control} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {answer.error ? <FieldError>{errorMessage(answer.error)}</FieldError> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={busy && answer.variables?.approved} disabled={answer.isSuccess}>
          {busy && answer.variables?.approved ? null : <Check />} Approve
        </Button>
        <Button
          variant="destructive-quiet"
          busy={busy && !answer.variables?.approved}
          disabled={answer.isSuccess}
          onClick={() => say(false, form.getValues())}
        >
          {busy && !answer.variables?.approved ? null : <X />} Reject
        </Button>
        <span className="text-12 text-muted-foreground">
          {onReject === "fail" ? "A no fails the step." : "With a no the chain goes on, and knows of it."}
        </span>
      </div>
    </form>
  );
}

const optional = (fields: Readonly<Record<string, PlanParam>>): Record<string, PlanParam> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, required: false }]));
