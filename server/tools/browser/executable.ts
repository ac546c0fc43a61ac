import { access, constants } from "node:fs/promises";
import { chromium } from "playwright";
import { unpackBundledChromium } from "./bundled-chromium";

/** A Chromium to start, and what its environment needs. */
export interface BrowserExecutable {
  path: string;
  env: Record<string, string>;
  source: "CHROMIUM_PATH" | "playwright" | "system" | "bundled";
}

export interface BrowserSearch {
  /** State folder; the bundled browser is unpacked below it. */
  home: string;
  /** Usually `process.env`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Where node_modules lies; the working folder by default. */
  projectFolder?: string;
}

const SYSTEM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The first Chromium of: `CHROMIUM_PATH`, Playwright's own, the system's, the one bundled from npm (Linux x64).
 * @throws Error that says how to get one.
 */
export async function findBrowser(search: BrowserSearch): Promise<BrowserExecutable> {
  const chosen = search.env.CHROMIUM_PATH;
  if (chosen) {
    if (await isExecutable(chosen)) return { path: chosen, env: {}, source: "CHROMIUM_PATH" };
    throw new Error(`CHROMIUM_PATH is ${chosen}, which cannot be run.`);
  }
  const own = chromium.executablePath();
  if (own && (await isExecutable(own))) return { path: own, env: {}, source: "playwright" };
  for (const path of SYSTEM_PATHS) if (await isExecutable(path)) return { path, env: {}, source: "system" };
  if (process.platform === "linux" && process.arch === "x64") {
    const bundled = await unpackBundledChromium(search.home, search.projectFolder ?? process.cwd());
    return { ...bundled, source: "bundled" };
  }
  throw new Error("No Chromium was found. Install Chromium or Google Chrome, or set CHROMIUM_PATH.");
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
