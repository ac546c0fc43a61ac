"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { v7 as uuidv7 } from "uuid";
import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import { ShareButton } from "@/components/sharing/share-button";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { may, whyNotAllowed } from "@/server/core/access/roles";
import type { TaskRun } from "@/server/services/tasks/history";
import type { TaskView } from "@/server/services/tasks/tasks";
import { CreateChain } from "./create-chain";
import { DeleteTask } from "./delete-task";
import { type TaskDraft, TaskEditor } from "./task-editor";
import { KIND_WORDS } from "./task-kinds";
import { TaskRuns } from "./task-runs";
import { useTaskCheck } from "./use-task-check";

/** A saved task: what it does, and its runs. */
export function TaskPage({ taskId, operations }: { taskId: string; operations: readonly OperationHelp[] }) {
  const trpc = useTRPC();
  const task = useQuery(trpc.tasks.get.queryOptions({ id: taskId }));
  return (
    <>
      <TopBar crumbs={[{ name: "Tasks", href: "/tasks" }, { name: task.data?.name ?? "Task" }]} />
      <Page narrow>
        {task.data ? (
          <Task key={task.data.updatedAt} task={task.data} operations={operations} />
        ) : task.error ? (
          <QueryProblem error={task.error} alone what="this task" onRetry={() => task.refetch()} />
        ) : (
          <Skeleton className="h-64" />
        )}
      </Page>
    </>
  );
}

function Task({ task, operations }: { task: TaskView; operations: readonly OperationHelp[] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<TaskDraft>({ name: task.name, body: task.body });
  const [dialog, setDialog] = useState<"chain" | "delete" | null>(null);
  const { problems, fits } = useTaskCheck(draft.name, draft.body);
  const changed = draft.name !== task.name || JSON.stringify(draft.body) !== JSON.stringify(task.body);
  const refresh = () => queryClient.invalidateQueries(trpc.tasks.pathFilter());
  const save = useMutation(
    trpc.tasks.update.mutationOptions({
      onSuccess: () => {
        toast.success("The task is saved.");
        return refresh();
      },
      onError: (error) => void toast.error("The task was not saved.", { description: errorMessage(error) }),
    }),
  );
  const run = useMutation(
    trpc.tasks.run.mutationOptions({
      onSuccess: ({ id }) => router.push(`/executions/${id}`),
      onError: (error) => void toast.error("The task was not run.", { description: errorMessage(error) }),
    }),
  );
  return (
    <>
      <PageHead
        title={task.name}
        about={KIND_WORDS[task.kind].name}
        actions={
          <>
            {may(task.role, "task", "remove") ? (
              <Button variant="ghost" aria-label="Delete the task" onClick={() => setDialog("delete")}>
                <Trash2 />
              </Button>
            ) : null}
            <ShareButton object={{ type: "task", id: task.id }} />
            <Button onClick={() => setDialog("chain")}>
              <Link2 /> Use in a chain
            </Button>
            <Button
              variant="primary"
              disabled={changed || !may(task.role, "task", "run")}
              busy={run.isPending || run.isSuccess}
              title={changed ? "Save the changes first." : (whyNotAllowed(task.role, "task", "run") ?? undefined)}
              onClick={() => run.mutate({ id: task.id, idempotencyKey: uuidv7() })}
            >
              <Play /> Run
            </Button>
          </>
        }
      />
      <TaskEditor
        draft={draft}
        operations={operations}
        problems={problems}
        onChange={setDraft}
        actions={
          <>
            <span className="mr-auto text-12 text-muted-foreground">
              {changed ? "Not saved. What ran stays as it was." : "Saved."}
            </span>
            {changed ? (
              <Button variant="ghost" onClick={() => setDraft({ name: task.name, body: task.body })}>
                Discard
              </Button>
            ) : null}
            <Button
              disabled={!changed || !fits || draft.name.trim() === "" || !may(task.role, "task", "edit")}
              title={whyNotAllowed(task.role, "task", "edit") ?? undefined}
              busy={save.isPending}
              onClick={() => save.mutate({ id: task.id, ...draft })}
            >
              Save
            </Button>
          </>
        }
      />
      <TaskRuns taskId={task.id} />
      {dialog === "chain" ? <CreateChain runs={[asRun(task)]} onClose={() => setDialog(null)} /> : null}
      {dialog === "delete" ? <DeleteTask task={task} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

/** A chain's step names the task, so that it is the same one. */
const asRun = (task: TaskView) => ({ name: task.name, body: { task: task.id } }) as Pick<TaskRun, "name" | "body">;
