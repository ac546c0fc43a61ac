import { webApp } from "@/server/web/app";

export const dynamic = "force-dynamic";

/** The numbers of this server for a scraper: with the operator's token, or an administrator's that has the scope. */
export async function GET(request: Request): Promise<Response> {
  const { services, config } = await webApp();
  const token = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const text = await services.metrics.scrape(token, config.CHAINWRIGHT_METRICS_TOKEN ?? null);
  if (text === null) {
    const headers = { "www-authenticate": "Bearer", "cache-control": "no-store" };
    return new Response(
      "Send the token: Authorization: Bearer ... (CHAINWRIGHT_METRICS_TOKEN, or scope metrics:read)\n",
      {
        ...{ status: 401, headers },
      },
    );
  }
  const headers = { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" };
  return new Response(text, { headers });
}
