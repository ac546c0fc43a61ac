import { TemplatePage } from "@/components/templates/template-page";

export const metadata = { title: "Template" };

export default async function Template({ params }: { params: Promise<{ templateId: string }> }) {
  const { templateId } = await params;
  return <TemplatePage templateId={templateId} />;
}
