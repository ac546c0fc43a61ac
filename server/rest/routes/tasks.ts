import { z } from "zod";
import { STEP_STATUSES } from "../../core/execution/states";
import { hookStatus } from "../../services/hook-chains/views";
import type { TaskView } from "../../services/tasks/tasks";
import { route } from "../route";
import { history, made, page, task, taskId, taskInput, taskList } from "../schemas";

/** Words for statuses: `done` is every end, `completed` stands for succeeded. */
const STATUSES: Readonly<Record<string, string[]>> = {
  done: ["succeeded", "failed", "timed_out", "canceled", "skipped"],
  completed: ["succeeded"],
};

const view = ({ id, name, kind, body, createdAt, updatedAt }: TaskView) => ({
  ...{ id, name, kind, body },
  ...{ created_at: new Date(createdAt).toISOString(), updated_at: new Date(updatedAt).toISOString() },
});

/** Tasks, and everything that ran as one. */
export const taskRoutes = [
  route({
    ...{ id: "listTaskHistory", method: "get", at: "/history", chatAt: "/history", tag: "Tasks" },
    ...{ summary: "List what ran, alone or in a chain, newest first", scope: "tasks:read", answer: history },
    query: page.extend({
      status: z.enum([...STEP_STATUSES, "done", "completed"]).optional(),
      search: z.string().max(200).optional().describe("In questions, ids and results."),
      sort: z.enum(["newest", "oldest"]).default("newest").describe("What comes first."),
    }),
    async run({ actor, host, query: { limit, offset, status, search, sort } }) {
      const wanted = status === undefined ? undefined : (STATUSES[status] ?? [status]);
      const filter = { status: wanted, ...(search === undefined ? {} : { search }) };
      const { items, total } = await host.services.tasks.history(actor, filter, {
        limit,
        offset,
        oldestFirst: sort === "oldest",
      });
      return {
        items: items.map((run) => ({
          ...{ task_id: run.id, question: run.question, status: hookStatus(run.status) },
          completed_at: run.endedAt === null ? null : new Date(run.endedAt).toISOString(),
          summary_task: run.summary,
        })),
        total,
      };
    },
  }),
  route({
    ...{ id: "listTasks", method: "get", at: "/tasks", tag: "Tasks", summary: "List your saved tasks" },
    ...{ scope: "tasks:read", query: page, answer: taskList },
    async run({ actor, host, query }) {
      const { items, total } = await host.services.tasks.list(actor, query);
      return { items: items.map(view), total };
    },
  }),
  route({
    ...{ id: "createTask", method: "post", at: "/tasks", tag: "Tasks", summary: "Save a task", scope: "tasks:write" },
    ...{ body: taskInput, answer: made, status: 201 },
    run: ({ actor, host, body }) => host.services.tasks.create(actor, body),
  }),
  route({
    ...{ id: "getTask", method: "get", at: "/tasks/{task_id}", tag: "Tasks", summary: "Read a task" },
    ...{ scope: "tasks:read", path: taskId, answer: task },
    run: async ({ actor, host, path }) => view(await host.services.tasks.get(actor, path.task_id)),
  }),
  route({
    ...{ id: "updateTask", method: "put", at: "/tasks/{task_id}", tag: "Tasks", summary: "Change a task" },
    ...{ scope: "tasks:write", path: taskId, body: taskInput },
    run: ({ actor, host, path, body }) => host.services.tasks.update(actor, path.task_id, body),
  }),
  route({
    ...{ id: "deleteTask", method: "delete", at: "/tasks/{task_id}", tag: "Tasks", summary: "Delete a task" },
    ...{ scope: "tasks:write", path: taskId },
    run: ({ actor, host, path }) => host.services.tasks.remove(actor, path.task_id),
  }),
  route({
    ...{ id: "runTask", method: "post", at: "/tasks/{task_id}/run", tag: "Tasks", summary: "Run a task by itself" },
    ...{ scope: "tasks:write", path: taskId, idempotent: true, status: 202 },
    body: z.strictObject({ execution_id: z.string().max(64).optional() }),
    answer: z.object({ execution_id: z.string() }).meta({ id: "TaskStarted" }),
    async run({ actor, host, path, body, idempotencyKey }) {
      const { id } = await host.services.tasks.run(actor, path.task_id, {
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        ...(body.execution_id === undefined ? {} : { executionId: body.execution_id }),
      });
      return { execution_id: id };
    },
  }),
];
