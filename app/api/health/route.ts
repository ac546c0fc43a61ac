import { webApp } from "@/server/web/app";

export const dynamic = "force-dynamic";

/** Answers when the server can do its work: its database answers. */
export async function GET(): Promise<Response> {
  const { db } = await webApp();
  await db.sql`select 1`;
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
