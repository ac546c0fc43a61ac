import { TasksPage } from "@/components/tasks/tasks-page";

export const metadata = { title: "Tasks" };

export default function Tasks() {
  return <TasksPage />;
}
