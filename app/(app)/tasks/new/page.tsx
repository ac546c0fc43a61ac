import { NewTask } from "@/components/tasks/new-task";
import { editorKnowledge } from "../../chains/editor-knowledge";

export const metadata = { title: "New task" };

export default function New() {
  return <NewTask operations={editorKnowledge().operations} />;
}
