/** What parts of the program want to know of the configuration and of what administrators change, in their own words. */
import type { Config } from "./config";
import type { Settings } from "./settings/settings";

/** How large files may be; read anew at each use. */
export function fileLimits({ current }: Settings) {
  const megabyte = 1024 * 1024;
  return {
    get fileBytes() {
      return current().CHAINWRIGHT_MAX_FILE_MB * megabyte;
    },
    get executionBytes() {
      return current().CHAINWRIGHT_MAX_EXECUTION_MB * megabyte;
    },
  };
}

/** How long what is kept. */
export function keepingOf({ current }: Settings) {
  const { CHAINWRIGHT_KEEP_DAYS, CHAINWRIGHT_KEEP_EXECUTIONS, CHAINWRIGHT_TRASH_DAYS } = current();
  return { days: CHAINWRIGHT_KEEP_DAYS, newest: CHAINWRIGHT_KEEP_EXECUTIONS, trashDays: CHAINWRIGHT_TRASH_DAYS };
}

/** Whoever brings weather of their own brings its places too. */
export function geocoding(config: Config): { geocodingUrl?: string } {
  if (config.CHAINWRIGHT_GEOCODING_URL) return { geocodingUrl: config.CHAINWRIGHT_GEOCODING_URL };
  const own = config.CHAINWRIGHT_WEATHER_URL !== "https://api.open-meteo.com";
  return own ? { geocodingUrl: config.CHAINWRIGHT_WEATHER_URL } : {};
}

/** The operator's list, and this server itself for the sake of the demo shop. */
export function allowedHosts(config: Config, { current }: Settings): string {
  const port = config.PORT ?? 3000;
  const demo = config.CHAINWRIGHT_DEMO ? [`localhost:${port}`, `127.0.0.1:${port}`] : [];
  return [current().CHAINWRIGHT_ALLOW_HOSTS, ...demo].filter(Boolean).join(",");
}
