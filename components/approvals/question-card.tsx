"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowUpRight, Check, Hand, MessageCircleQuestionMark } from "lucide-react";
import Link from "next/link";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import type { QuestionView } from "@/server/services/answers";
import { AnswerForm } from "./answer-form";

/** One thing that waits for the reader: what is asked, by whom, since when, and the way to answer. */
export function QuestionCard({ question }: { question: QuestionView }) {
  const { executionId, stepId, item, kind, chainName, own } = question;
  const Icon = kind === "answer" ? MessageCircleQuestionMark : Hand;
  return (
    <Card className="s-waiting overflow-hidden">
      <article
        aria-label={question.question}
        className="grid grid-cols-[32px_minmax(0,1fr)] gap-x-3 gap-y-3 p-4 max-md:px-3"
      >
        <span className="grid size-8 place-items-center rounded-md bg-tone-soft text-tone">
          <Icon className="size-4" aria-hidden />
        </span>
        <div className="flex min-w-0 items-start gap-3 max-md:flex-wrap">
          <div className="min-w-0 flex-1">
            <h2 className="text-14 font-semibold wrap-anywhere">
              {kind === "answer" ? question.question : `Step "${stepId}" waits for Continue`}
            </h2>
            <p className="text-12 text-muted-foreground">
              <span className="font-medium text-foreground-2">{chainName}</span>
              {item === null ? "" : `, item ${item + 1}`}
              {own || question.startedBy === null ? "" : `, asked by ${question.startedBy}`}
              {question.since === null ? null : (
                <>
                  {" · since "}
                  <Time at={question.since} />
                </>
              )}
              {question.expiresAt === null ? null : (
                <>
                  {" · open until "}
                  <Time at={question.expiresAt} />
                </>
              )}
            </p>
          </div>
          {own ? (
            <Button asChild size="sm">
              <Link href={`/executions/${executionId}?step=${encodeURIComponent(stepId)}`}>
                Execution <ArrowUpRight />
              </Link>
            </Button>
          ) : null}
        </div>
        <div className="col-start-2 flex max-w-[640px] min-w-0 flex-col gap-3 max-md:col-span-2 max-md:col-start-1">
          {question.description ? (
            <p className="text-13 wrap-anywhere whitespace-pre-wrap text-foreground-2">{question.description}</p>
          ) : null}
          {kind === "answer" ? <AnswerForm question={question} /> : <ContinueButton question={question} />}
        </div>
      </article>
    </Card>
  );
}

function ContinueButton({ question: { executionId: id, stepId } }: { question: QuestionView }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const proceed = useMutation(
    trpc.executions.continue.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.approvals.list.pathFilter()),
    }),
  );
  const busy = proceed.isPending || proceed.isSuccess;
  return (
    <>
      {proceed.error ? <FieldError>{errorMessage(proceed.error)}</FieldError> : null}
      <div>
        <Button variant="primary" busy={busy} onClick={() => proceed.mutate({ id, stepId })}>
          {busy ? null : <Check />} Continue
        </Button>
      </div>
    </>
  );
}
