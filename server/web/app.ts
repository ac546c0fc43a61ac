import { type App, boot } from "../boot";
import { shipTemplates } from "./shipped-templates";

/**
 * The one app of this process. Instrumentation, route handlers and server actions are separate copies of a module in the
 * same process, so what they share lives on globalThis.
 */
const holder = globalThis as typeof globalThis & { chainwrightApp?: Promise<App> };

/** Opens the app on first use. @throws Error during a build, which must touch no database. */
export function webApp(): Promise<App> {
  if (process.env.NEXT_PHASE === "phase-production-build") throw new Error("The build asks for the running app.");
  // The build renders pages to see which are static; none of them may open a database for that.
  if (process.env.NEXT_PHASE === "phase-production-build") throw new Error("The app is not opened while building.");
  holder.chainwrightApp ??= opened();
  return holder.chainwrightApp;
}

async function opened(): Promise<App> {
  const app = await boot({ work: "all" });
  await shipTemplates(app);
  return app;
}

/** The app, if this process has begun to open it. */
export function openedApp(): Promise<App> | undefined {
  return holder.chainwrightApp;
}
