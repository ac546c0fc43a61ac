"use client";

import { Bot, CircleCheck, FileText, type LucideIcon, OctagonX, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { formatDuration, plural } from "@/components/shared/format";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import type { StepDetail } from "@/server/services/execution-view";
import { type Budget, budgetsOf, type Checked, type Conversation, type Message } from "./conversation";
import { RefusedCall, ToolCall } from "./tool-call";

/** What was said between the step and the model, budgets first. */
export function MessagesTab({ conversation, detail }: { conversation: Conversation; detail: StepDetail }) {
  const { entries, usage, checked } = conversation;
  const running = detail.step.status === "running";
  if (entries.length === 0) return <Empty title="Nothing was said yet">{detail.explanation}</Empty>;
  return (
    <div className="flex flex-col">
      {usage ? (
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(100px,1fr))] gap-4 border-b px-4 py-3 max-md:px-3">
          {budgetsOf(usage).map((budget) => (
            <BudgetBar key={budget.name} budget={budget} />
          ))}
        </dl>
      ) : null}
      <ol className="px-4 py-3 max-md:px-3">
        {entries.map((entry, index) => {
          const live = running && index === entries.length - 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added at the end
            <li key={index} className="relative pb-3 pl-8 last:pb-0">
              <span
                aria-hidden
                className={cn(
                  "absolute bottom-0 left-[11px] w-px bg-border",
                  entry.type === "message" ? "top-6" : "top-0",
                )}
              />
              {entry.type === "message" ? <MessageRow message={entry.message} live={live} /> : null}
              {entry.type === "call" ? <ToolCall use={entry.use} running={running} /> : null}
              {entry.type === "refused" ? <RefusedCall refused={entry.refused} /> : null}
              {entry.type === "misfit" ? <Misfit result={entry.result} /> : null}
            </li>
          );
        })}
      </ol>
      {checked?.fits ? (
        <p className="sticky bottom-0 flex items-center gap-2 border-t bg-card px-4 py-2.5 text-13 max-md:px-3">
          <CircleCheck className="size-4 text-succeeded" aria-hidden />
          <b className="font-medium">The answer fits its schema</b>
          <span className="text-12 text-muted-foreground">
            {checked.corrections === 0 ? "at once" : `after ${plural(checked.corrections, "correction")}`}
          </span>
        </p>
      ) : null}
    </div>
  );
}

function BudgetBar({ budget: { name, used, limit, share } }: { budget: Budget }) {
  return (
    <div className="min-w-0 text-12">
      <dt className="inline text-muted-foreground">{name} </dt>
      <dd className="inline">
        <b className="font-medium">{used}</b> <span className="text-muted-foreground">of {limit}</span>
      </dd>
      <span className="mt-1 block h-1 overflow-hidden rounded-full bg-pressed" aria-hidden>
        <span
          className={cn(
            "block h-full bg-foreground-2",
            share >= 0.8 && "bg-waiting-solid",
            share >= 1 && "bg-failed-solid",
          )}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
    </div>
  );
}

const ROLES: Record<Message["role"], { name: string; icon: LucideIcon }> = {
  task: { name: "Task", icon: FileText },
  model: { name: "Model", icon: Bot },
  correction: { name: "Sent back", icon: Undo2 },
};

function MessageRow({ message, live }: { message: Message; live: boolean }) {
  const { name, icon } = ROLES[message.role];
  const about = [
    message.turn > 0 ? `turn ${message.turn}` : "",
    message.duration_ms === undefined ? "" : formatDuration(message.duration_ms),
  ];
  return (
    <>
      <Tile icon={icon} live={live} />
      <p className="flex items-baseline gap-2 text-13">
        <b className="font-medium">{name}</b>
        <span className="text-12 text-muted-foreground">{about.filter(Boolean).join(" · ")}</span>
        {message.tokens === undefined ? null : (
          <span className="ml-auto text-12 text-muted-foreground">{plural(message.tokens, "token")}</span>
        )}
      </p>
      {message.text.trim() === "" ? null : (
        <p className="text-13 wrap-anywhere whitespace-pre-wrap">
          {message.role === "task" ? message.text.replace(/^Task:\n/, "") : message.text}
          <Cut cut={message.cut} shown={message.text.length} />
        </p>
      )}
    </>
  );
}

function Misfit({ result }: { result: Checked }) {
  return (
    <div className="rounded-md border border-failed-line bg-failed-soft px-3 py-2 text-12">
      <p className="flex items-center gap-2 text-13 font-medium">
        <OctagonX className="size-4 text-failed" aria-hidden /> The answer did not fit
      </p>
      <ul className="mt-1 flex flex-col gap-0.5 pl-6">
        {result.problems.map(({ path, wanted, got }) => (
          <li key={`${path}${wanted}`}>
            <code className="font-mono">{path === "" ? "the answer" : path}</code> must be {wanted}, was{" "}
            <code className="font-mono wrap-anywhere">{got}</code>.
          </li>
        ))}
      </ul>
      <p className="mt-1 pl-6 text-muted-foreground">
        {result.corrections < result.max_corrections
          ? `Sent back to the model; ${result.corrections + 1} of ${result.max_corrections} corrections.`
          : "It was sent back as often as it may be."}
      </p>
    </div>
  );
}

function Tile({ icon: Icon, live }: { icon: LucideIcon; live: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        "absolute top-0 left-0 grid size-6 place-items-center rounded-md border bg-card text-foreground-2",
        live && "border-live-solid bg-live-soft text-live",
      )}
    >
      <Icon className="size-3.5" />
    </span>
  );
}

/** That a text is longer than what is kept of it. */
export function Cut({ cut, shown }: { cut: number | undefined; shown: number }): ReactNode {
  if (cut === undefined || cut <= shown) return null;
  return <span className="text-muted-foreground"> … of {plural(cut, "character")}</span>;
}
