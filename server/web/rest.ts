import { createRest, type Rest } from "../rest/app";
import { webApp } from "./app";
import { currentActor } from "./auth";
import { isSameOrigin } from "./same-origin";

/** One for all routes of the process, because it counts calls. */
const holder = globalThis as typeof globalThis & { chainwrightRest?: Rest };

/** Answers a request to the REST API. */
export async function answerRest(request: Request): Promise<Response> {
  const { services, config, settings, log } = await webApp();
  holder.chainwrightRest ??= createRest({ callsPerMinute: () => settings.current().CHAINWRIGHT_API_CALLS });
  return holder.chainwrightRest.fetch(request, {
    ...{ services, log, home: config.CHAINWRIGHT_HOME, session: currentActor, isSameOrigin },
    publicUrl: config.CHAINWRIGHT_URL ?? new URL(request.url).origin,
  });
}
