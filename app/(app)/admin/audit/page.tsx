import { AuditPage } from "@/components/admin/audit-page";

export const metadata = { title: "Audit log" };

export default function Audit() {
  return <AuditPage />;
}
