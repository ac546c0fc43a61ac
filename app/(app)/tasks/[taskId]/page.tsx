import { TaskPage } from "@/components/tasks/task-page";
import { editorKnowledge } from "../../chains/editor-knowledge";

export const metadata = { title: "Task" };

export default async function Task({ params }: { params: Promise<{ taskId: string }> }) {
  const { taskId } = await params;
  return <TaskPage taskId={taskId} operations={editorKnowledge().operations} />;
}
