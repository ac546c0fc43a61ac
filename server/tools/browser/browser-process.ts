/**
 * One Chromium for this process: started when the first step needs it, started again after a crash. It talks over a
 * pipe, so it ends with this process however that ends. All its connections go through the outbound proxy; names are
 * never looked up by the browser itself.
 */
import { type Browser, chromium } from "playwright";
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

export interface BrowserProcessOptions {
  executable(): Promise<BrowserExecutable>;
  /** Address of the outbound proxy. */
  proxyUrl(): Promise<string>;
  warn(message: string): void;
}

export class BrowserProcess {
  private running: Promise<Browser> | null = null;

  constructor(private readonly options: BrowserProcessOptions) {}

  /** The running browser. @throws Error when none can be started; the next call tries again. */
  async get(): Promise<Browser> {
    this.running ??= this.start();
    const started = this.running;
    try {
      const browser = await started;
      if (browser.isConnected()) return browser;
    } catch (error) {
      if (this.running === started) this.running = null;
      throw error;
    }
    if (this.running === started) this.running = null;
    return this.get();
  }

  async close(): Promise<void> {
    const started = this.running;
    this.running = null;
    await started?.then((browser) => browser.close()).catch(() => {});
  }

  private async start(): Promise<Browser> {
    const [executable, proxyUrl] = await Promise.all([this.options.executable(), this.options.proxyUrl()]);
    const launch = (sandbox: boolean) =>
      chromium.launch({
        executablePath: executable.path,
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
