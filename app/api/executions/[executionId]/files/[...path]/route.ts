import { Readable } from "node:stream";
import { AppError, ERROR_CODES, notFound } from "@/server/errors";
import { openExecutionFile } from "@/server/tools/files/open-execution-file";
import { previewExecutionFile } from "@/server/tools/files/preview-execution-file";
import { webApp } from "@/server/web/app";
import { currentActor } from "@/server/web/auth";

export const dynamic = "force-dynamic";

/** What a browser may show by itself; everything else is a download. */
const SHOWN = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

interface Params {
  params: Promise<{ executionId: string; path: string[] }>;
}

const SAFE_HEADERS = {
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "cache-control": "private, no-store",
};

/**
 * A file of an execution, for whoever may see the execution. With `?preview` its beginning as plain text, whatever it is: nothing of
 * what steps have written runs in a browser.
 */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { executionId, path } = await params;
  try {
    const actor = await currentActor();
    if (!actor) throw new AppError("unauthenticated", "Sign in first.");
    const { services, config } = await webApp();
    await services.executions.authorizeRead(actor, executionId);
    const name = path.map(decoded).join("/");
    if (new URL(request.url).searchParams.has("preview"))
      return await preview(config.CHAINWRIGHT_HOME, executionId, name);
    const file = await openExecutionFile(config.CHAINWRIGHT_HOME, executionId, name);
    if (!file) throw notFound("file", path.join("/"));
    const shown = SHOWN.has(file.contentType);
    return new Response(Readable.toWeb(file.stream) as ReadableStream, {
      headers: {
        "content-type": shown ? file.contentType : "application/octet-stream",
        "content-length": String(file.size),
        "content-disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        ...SAFE_HEADERS,
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json({ error: error.message }, { status: ERROR_CODES[error.code] });
  }
}

async function preview(home: string, executionId: string, path: string): Promise<Response> {
  const found = await previewExecutionFile(home, executionId, path);
  if (!found)
    throw new AppError("not_found", "There is no such file, or it is no text. Download it to see what it is.");
  const headers = { "content-type": "text/plain; charset=utf-8", "x-cut": found.isCut ? "1" : "0", ...SAFE_HEADERS };
  return new Response(found.text, { headers });
}

/** A part of the path as it was meant; a name with a lone % is already decoded. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
