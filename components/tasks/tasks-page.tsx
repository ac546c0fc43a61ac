"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { SavedViews } from "@/components/saved-views/saved-views";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { SavedTasks } from "./saved-tasks";
import { TaskHistory } from "./task-history";
import { useTaskFilters } from "./use-task-filters";

const VIEWS = [
  { value: "history", label: "History" },
  { value: "saved", label: "Saved" },
] as const;

/** Everything that ran as a step, and the tasks that are saved. */
export function TasksPage() {
  const filters = useTaskFilters();
  const { view } = filters.filters;
  return (
    <>
      <TopBar crumbs={[{ name: "Tasks" }]} />
      <Page>
        <PageHead
          title="Tasks"
          about={
            view === "history"
              ? "Every task that ran, alone or in a chain. Pick some to make a chain of them."
              : "Tasks that you saved. Each runs alone, and as a step of any chain."
          }
          actions={
            <>
              <Segmented
                label="Which tasks"
                value={view}
                options={VIEWS}
                onValueChange={(next) => filters.set({ view: next })}
              />
              <Button asChild variant="primary">
                <Link href="/tasks/new">
                  <Plus /> New task
                </Link>
              </Button>
            </>
          }
        />
        <SavedViews page="tasks" />
        {view === "history" ? <TaskHistory filters={filters} /> : <SavedTasks filters={filters} />}
      </Page>
    </>
  );
}
