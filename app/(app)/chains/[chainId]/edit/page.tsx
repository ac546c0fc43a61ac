import { EditChain } from "@/components/chain-builder/edit-chain";
import { editorKnowledge } from "../../editor-knowledge";

export const metadata = { title: "Edit" };

export default async function Edit({ params }: { params: Promise<{ chainId: string }> }) {
  const { chainId } = await params;
  return <EditChain chainId={chainId} knowledge={editorKnowledge()} />;
}
