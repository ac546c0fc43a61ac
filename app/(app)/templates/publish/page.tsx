import { PublishPage } from "@/components/templates/publish/publish-page";

export const metadata = { title: "Publish a template" };

export default function Publish() {
  return <PublishPage />;
}
