"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { toast } from "sonner";
import { v7 as uuidv7 } from "uuid";
import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { type TaskDraft, TaskEditor } from "./task-editor";
import { KIND_WORDS, KINDS, type TaskKind } from "./task-kinds";
import { useTaskCheck } from "./use-task-check";

/** First what kind of task it is, then its form. */
export function NewTask({ operations }: { operations: readonly OperationHelp[] }) {
  const [kind, setKind] = useQueryState("kind", parseAsStringLiteral(KINDS).withOptions({ history: "push" }));
  return (
    <>
      <TopBar crumbs={[{ name: "Tasks", href: "/tasks" }, { name: "New task" }]} />
      <Page narrow>
        <PageHead title="New task" about="It runs by itself, and chains can use it." />
        <div role="radiogroup" aria-label="Kind of task" className="mb-5 grid gap-3 md:grid-cols-3">
          {KINDS.map((one) => (
            <KindChoice key={one} kind={one} chosen={kind === one} onChoose={() => void setKind(one)} />
          ))}
        </div>
        {kind === null ? null : <NewTaskForm key={kind} kind={kind} operations={operations} />}
      </Page>
    </>
  );
}

function KindChoice({ kind, chosen, onChoose }: { kind: TaskKind; chosen: boolean; onChoose(): void }) {
  const { name, about, icon: Icon } = KIND_WORDS[kind];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a radio button cannot hold a picture and two lines
    <button
      type="button"
      role="radio"
      aria-checked={chosen}
      onClick={onChoose}
      className={cn(
        "flex items-start gap-3 rounded-lg border bg-card p-4 text-left hover:bg-muted",
        chosen && "border-foreground shadow-[inset_0_0_0_1px_var(--foreground)]",
      )}
    >
      <span className="grid size-9 flex-none place-items-center rounded-lg border bg-muted text-foreground-2">
        <Icon className="size-4" aria-hidden />
      </span>
      <span>
        <span className="block text-13 font-medium">{name}</span>
        <span className="block text-12 text-muted-foreground">{about}</span>
      </span>
    </button>
  );
}

function NewTaskForm({ kind, operations }: { kind: TaskKind; operations: readonly OperationHelp[] }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<TaskDraft>({ name: "", body: KIND_WORDS[kind].body });
  const { problems, fits } = useTaskCheck(draft.name, draft.body);
  const save = useMutation({
    mutationFn: async (run: boolean) => {
      const { id } = await client.tasks.create.mutate(draft);
      if (!run) return { href: `/tasks/${id}` };
      const started = await client.tasks.run.mutate({ id, idempotencyKey: uuidv7() });
      return { href: `/executions/${started.id}` };
    },
    onSuccess: ({ href }) => {
      void queryClient.invalidateQueries(trpc.tasks.pathFilter());
      router.push(href);
    },
    onError: (error) => void toast.error("The task was not saved.", { description: errorMessage(error) }),
  });
  const ready = fits && draft.name.trim() !== "";
  const busy = save.isPending || save.isSuccess;
  return (
    <TaskEditor
      draft={draft}
      operations={operations}
      problems={problems}
      onChange={setDraft}
      actions={
        <>
          {ready ? null : (
            <span className="mr-auto text-12 text-muted-foreground">
              {draft.name.trim() === "" ? "Give it a name." : "Some of its values are missing or wrong."}
            </span>
          )}
          <Button disabled={!ready || busy} onClick={() => save.mutate(false)}>
            Save
          </Button>
          <Button variant="primary" disabled={!ready} busy={busy} onClick={() => save.mutate(true)}>
            <Play /> Save and run
          </Button>
        </>
      }
    />
  );
}
