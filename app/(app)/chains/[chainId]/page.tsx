import { ChainPage } from "@/components/chains/chain-page";

export const metadata = { title: "Chain" };

export default async function Chain({ params }: { params: Promise<{ chainId: string }> }) {
  const { chainId } = await params;
  return <ChainPage chainId={chainId} />;
}
