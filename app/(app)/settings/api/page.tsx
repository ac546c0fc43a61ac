import { headers } from "next/headers";
import { ApiReference } from "@/components/api-reference/api-reference";
import { openApiDocument } from "@/server/rest/document";

export const metadata = { title: "API reference" };
export const dynamic = "force-dynamic";

export default async function Api() {
  const all = await headers();
  const address = `${all.get("x-forwarded-proto") ?? "http"}://${all.get("host") ?? "localhost:3000"}`;
  const document = openApiDocument(process.env.CHAINWRIGHT_URL ?? address);
  return <ApiReference document={JSON.parse(JSON.stringify(document))} />;
}
