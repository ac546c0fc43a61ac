import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { appRouter } from "@/server/api/root";
import { operationDescriptions } from "@/server/tools/descriptions";
import { llmModels } from "@/server/tools/llm/platforms";
import { llmSettings } from "@/server/tools/llm/settings";
import { webApp } from "@/server/web/app";
import { currentActor } from "@/server/web/auth";
import { isSameOrigin } from "@/server/web/same-origin";
import { toolInfos } from "@/server/web/tool-infos";

export const dynamic = "force-dynamic";

const tools = toolInfos(operationDescriptions);

async function handler(request: Request): Promise<Response> {
  const { services, config, ending, log } = await webApp();
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    // Long answers end when the server does, as if their reader had gone.
    req: new Request(request, { signal: AbortSignal.any([request.signal, ending]) }),
    router: appRouter,
    createContext: async () => ({
      services,
      actor: await currentActor(),
      sameOrigin: isSameOrigin(request),
      publicUrl: config.CHAINWRIGHT_URL ?? new URL(request.url).origin,
      tools,
      models: llmModels(llmSettings(config)),
    }),
    onError({ error, path }) {
      if (error.code === "INTERNAL_SERVER_ERROR") log.error({ err: error.cause ?? error, path }, "A procedure failed.");
    },
  });
  response.headers.set("cache-control", "private, no-store");
  return response;
}

export { handler as GET, handler as POST };
