import { ExecutionMonitor } from "@/components/execution-monitor/execution-monitor";

export const metadata = { title: "Execution" };

export default async function ExecutionPage({ params }: { params: Promise<{ executionId: string }> }) {
  const { executionId } = await params;
  return <ExecutionMonitor executionId={executionId} />;
}
