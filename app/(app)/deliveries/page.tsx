import { DeliveriesPage } from "@/components/deliveries/deliveries-page";

export const metadata = { title: "Deliveries" };

export default function Deliveries() {
  return <DeliveriesPage />;
}
