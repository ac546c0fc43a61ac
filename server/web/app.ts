import { type App, boot } from "../boot";

/**
 * The one app of this process. Instrumentation, route handlers and server actions are separate copies of a module in the
 * same process, so what they share lives on globalThis.
 */
const holder = globalThis as typeof globalThis & { chainwrightApp?: Promise<App> };

export function webApp(): Promise<App> {
  holder.chainwrightApp ??= boot({ work: "all" });
  return holder.chainwrightApp;
}

/** The app, if this process has begun to open it. */
export function openedApp(): Promise<App> | undefined {
  return holder.chainwrightApp;
}
