import { MergePage } from "@/components/templates/merge/merge-page";

export const metadata = { title: "Take a newer version" };

export default async function Update({ params }: { params: Promise<{ chainId: string }> }) {
  const { chainId } = await params;
  return <MergePage chainId={chainId} />;
}
