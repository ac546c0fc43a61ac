import { ApprovalsPage } from "@/components/approvals/approvals-page";

export const metadata = { title: "Waiting for you" };

export default function Approvals() {
  return <ApprovalsPage />;
}
