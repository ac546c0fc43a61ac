import { AdminPage } from "@/components/admin/admin-page";

export const metadata = { title: "Administration" };

export default function Admin() {
  return <AdminPage />;
}
