import { NewChain } from "@/components/chain-builder/start/new-chain";
import { editorKnowledge } from "../editor-knowledge";
import { readExamples } from "./examples";

export const metadata = { title: "New chain" };

export default async function New() {
  return <NewChain knowledge={editorKnowledge()} examples={await readExamples()} />;
}
