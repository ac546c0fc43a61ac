/**
 * One Chromium for this process: started when the first step needs it, started again after a crash. It talks over a
 * pipe, so it ends with this process however that ends. All that it writes lies in a folder that is removed with it, by the next
 * process at the latest. All its connections go through the outbound proxy; names are never looked up by the browser itself.
 */
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright";
import { createBrowserFolder, removeBrowserFolder, sweepBrowserFolders, touchBrowserFolder } from "./browser-folder";
import type { BrowserExecutable } from "./executable";

const ARGUMENTS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-quic",
  "--disable-sync",
  "--no-pings",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

const BEAT_MS = 60_000;

export interface BrowserProcessOptions {
  /** State folder. */
  home: string;
  executable(): Promise<BrowserExecutable>;
  /** Address of the outbound proxy. */
  proxyUrl(): Promise<string>;
  warn(message: string): void;
}

interface Running {
  browser: Browser;
  folder: string;
  end(): Promise<void>;
}

export class BrowserProcess {
  private running: Promise<Running> | null = null;
  /** Clearing up after other processes, begun at once and again with each beat. */
  private swept: Promise<unknown>;
  private readonly beat: NodeJS.Timeout;

  constructor(private readonly options: BrowserProcessOptions) {
    this.swept = this.sweep();
    this.beat = setInterval(() => {
      this.swept = this.swept.then(() => this.sweep());
    }, BEAT_MS).unref();
  }

  /** The running browser. @throws Error when none can be started; the next call tries again. */
  async get(): Promise<Browser> {
    this.running ??= this.start();
    const started = this.running;
    try {
      const { browser, end } = await started;
      if (browser.isConnected()) return browser;
      await end();
    } catch (error) {
      if (this.running === started) this.running = null;
      throw error;
    }
    if (this.running === started) this.running = null;
    return this.get();
  }

  async close(): Promise<void> {
    clearInterval(this.beat);
    const started = this.running;
    this.running = null;
    await started?.then(({ end }) => end()).catch(() => {});
    await this.swept;
  }

  private async sweep(): Promise<void> {
    try {
      const running = await this.running?.catch(() => null);
      if (running) await touchBrowserFolder(running.folder);
      await sweepBrowserFolders(this.options.home);
    } catch (error) {
      this.options.warn(`Folders of browsers that are gone could not be removed: ${(error as Error).message}`);
    }
  }

  private async start(): Promise<Running> {
    const [executable, proxyUrl] = await Promise.all([
      this.options.executable(),
      this.options.proxyUrl(),
      this.swept.catch(() => {}),
    ]);
    const folder = await createBrowserFolder(this.options.home);
    try {
      const launched = await this.launch(folder, executable, proxyUrl);
      const browser = launched.browser();
      if (!browser) throw new Error("Chromium started without a door to it.");
      let ending: Promise<void> | null = null;
      const end = () => (ending ??= endAll(launched, folder));
      return { browser, folder, end };
    } catch (error) {
      await removeBrowserFolder(folder);
      throw error;
    }
  }

  private async launch(folder: string, executable: BrowserExecutable, proxyUrl: string): Promise<BrowserContext> {
    // A profile of a given place is the only way to have one; the steps work in contexts of their own beside it.
    const launch = (sandbox: boolean) =>
      chromium.launchPersistentContext(join(folder, "profile"), {
        executablePath: executable.path,
        downloadsPath: join(folder, "downloads"),
        tracesDir: join(folder, "traces"),
        artifactsDir: join(folder, "artifacts"),
        chromiumSandbox: sandbox,
        args: ARGUMENTS,
        proxy: { server: proxyUrl, bypass: "<-loopback>" },
        env: { ...plainEnvironment(), ...executable.env },
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        timeout: 30_000,
      });
    // Chromium refuses its sandbox to root.
    if (process.getuid?.() === 0) return launch(false);
    try {
      return await launch(true);
    } catch (error) {
      if (!/sandbox|namespace/i.test(String(error))) throw error;
      this.options.warn("This system does not allow Chromium its sandbox; it runs without.");
      return launch(false);
    }
  }
}

async function endAll(launched: BrowserContext, folder: string): Promise<void> {
  await launched.close().catch(() => {});
  await removeBrowserFolder(folder);
}

/** No secrets of the server for the browser: only what programs need to run. */
function plainEnvironment(): Record<string, string> {
  const names = [
    "PATH",
    "HOME",
    "TMPDIR",
    "LANG",
    "LC_ALL",
    "TZ",
    "DISPLAY",
    "SystemRoot",
    "USERPROFILE",
    "LOCALAPPDATA",
  ];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
