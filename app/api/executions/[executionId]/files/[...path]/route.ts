import { Readable } from "node:stream";
import { AppError, ERROR_CODES, notFound } from "@/server/errors";
import { openExecutionFile } from "@/server/tools/files/open-execution-file";
import { webApp } from "@/server/web/app";
import { currentActor } from "@/server/web/auth";

export const dynamic = "force-dynamic";

/** What a browser may show by itself; everything else is a download. */
const SHOWN = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

interface Params {
  params: Promise<{ executionId: string; path: string[] }>;
}

/** A file of an execution, for whoever may see the execution. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { executionId, path } = await params;
  try {
    const actor = await currentActor();
    if (!actor) throw new AppError("unauthenticated", "Sign in first.");
    const { services, config } = await webApp();
    await services.executions.authorizeRead(actor, executionId);
    const file = await openExecutionFile(config.CHAINWRIGHT_HOME, executionId, path.map(decoded).join("/"));
    if (!file) throw notFound("file", path.join("/"));
    const shown = SHOWN.has(file.contentType);
    return new Response(Readable.toWeb(file.stream) as ReadableStream, {
      headers: {
        "content-type": shown ? file.contentType : "application/octet-stream",
        "content-length": String(file.size),
        "content-disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json({ error: error.message }, { status: ERROR_CODES[error.code] });
  }
}

/** A part of the path as it was meant; a name with a lone % is already decoded. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
