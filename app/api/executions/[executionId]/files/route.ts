import { Readable } from "node:stream";
import { AppError, ERROR_CODES, notFound } from "@/server/errors";
import { zipExecutionFiles } from "@/server/tools/files/zip-execution";
import { webApp } from "@/server/web/app";
import { currentActor } from "@/server/web/auth";

export const dynamic = "force-dynamic";

interface Params {
  params: Promise<{ executionId: string }>;
}

/** All files of an execution, or with `?step=` those of one step, as an archive, for whoever may see the execution. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { executionId } = await params;
  try {
    const actor = await currentActor();
    if (!actor) throw new AppError("unauthenticated", "Sign in first.");
    const { services, config } = await webApp();
    await services.executions.authorizeRead(actor, executionId);
    const step = new URL(request.url).searchParams.get("step");
    const zip = await zipExecutionFiles(config.CHAINWRIGHT_HOME, executionId, step);
    if (!zip) throw notFound("file", step ?? executionId);
    const name = `${step ?? "execution"}-${executionId.slice(-8)}.zip`;
    return new Response(Readable.toWeb(zip) as ReadableStream, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
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
