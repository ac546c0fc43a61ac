import { AppError, ERROR_CODES, notFound } from "@/server/errors";
import { webApp } from "@/server/web/app";
import { currentActor } from "@/server/web/auth";

export const dynamic = "force-dynamic";

interface Params {
  params: Promise<{ executionId: string; session: string }>;
}

/** The newest picture of an open browser, for whoever may see the execution. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { executionId, session } = await params;
  try {
    const actor = await currentActor();
    if (!actor) throw new AppError("unauthenticated", "Sign in first.");
    const { services } = await webApp();
    const frame = await services.browsers.frame(actor, { id: executionId, session: decodeURIComponent(session) });
    if (!frame) throw notFound("picture", session);
    return new Response(new Uint8Array(frame), {
      headers: {
        "content-type": "image/jpeg",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof URIError) return Response.json({ error: "That is no name of a session." }, { status: 400 });
    if (!(error instanceof AppError)) throw error;
    return Response.json({ error: error.message }, { status: ERROR_CODES[error.code] });
  }
}
