import { Readable } from "node:stream";
import { AppError, ERROR_CODES } from "@/server/errors";
import { isUuid } from "@/server/services/access";
import { webApp } from "@/server/web/app";
import { currentActor } from "@/server/web/auth";

export const dynamic = "force-dynamic";

const TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson" } as const;

/** The audit log as a file, narrowed like the page: `?format=csv|ndjson&action=&search=&actorId=&since=&until=`. Administrators only. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const format = query.get("format") === "ndjson" ? "ndjson" : "csv";
  const time = (name: string) => (/^\d{1,15}$/.test(query.get(name) ?? "") ? Number(query.get(name)) : undefined);
  const word = (name: string) => query.get(name)?.slice(0, 200).replaceAll("\0", "") || undefined;
  try {
    const actor = await currentActor();
    if (!actor) throw new AppError("unauthenticated", "Sign in first.");
    const { services } = await webApp();
    const actorId = word("actorId");
    if (actorId && !isUuid(actorId)) throw new AppError("invalid", "`actorId` is not the id of a person.");
    const wanted = {
      ...{ action: word("action"), search: word("search"), actorId },
      ...{ since: time("since"), until: time("until") },
    };
    const lines = await services.audit.export(actor, wanted, format);
    return new Response(Readable.toWeb(Readable.from(lines)) as ReadableStream, {
      headers: {
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="audit-log.${format}"`,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json({ error: error.message }, { status: ERROR_CODES[error.code] });
  }
}
