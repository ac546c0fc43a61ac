import type { Browser, BrowserContext, Page, Request } from "playwright";
import { PASSWORD } from "./story";

export interface Look {
  theme: "light" | "dark";
  width: number;
  height: number;
}

export const LOOKS: readonly [Look, ...Look[]] = [
  { theme: "light", width: 1440, height: 960 },
  { theme: "dark", width: 1440, height: 960 },
  { theme: "light", width: 390, height: 844 },
  { theme: "dark", width: 390, height: 844 },
];

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Somebody who looks at the server. */
export class Visitor {
  private readonly underWay = new Set<Request>();

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("request", (request) => {
      if (!request.url().includes("/api/trpc/live.")) this.underWay.add(request);
    });
    for (const end of ["requestfinished", "requestfailed"] as const) {
      page.on(end as "requestfinished", (request) => this.underWay.delete(request));
    }
  }

  static async open(browser: Browser, url: string, look: Look, state: State | null = null): Promise<Visitor> {
    const context = await browser.newContext({
      ...{ baseURL: url, colorScheme: look.theme, reducedMotion: "reduce", timezoneId: "Europe/Berlin" },
      viewport: { width: look.width, height: look.height },
      ...(state ? { storageState: state } : {}),
    });
    return new Visitor(context, await context.newPage());
  }

  state(): Promise<State> {
    return this.context.storageState();
  }

  close(): Promise<void> {
    return this.context.close();
  }

  async setUp(token: string, person: { name: string; email: string }): Promise<void> {
    await this.page.goto(`/setup?token=${token}`);
    await this.page.getByLabel("Name").fill(person.name);
    await this.page.getByLabel("E-mail").fill(person.email);
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await this.page.getByRole("button", { name: "Create administrator" }).click();
    await this.page.waitForURL(/\/chains$/);
  }

  async signIn(email: string): Promise<void> {
    await this.page.goto("/sign-in");
    await this.page.getByLabel("E-mail").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.waitForURL(/\/chains$/);
  }

  /** Calls a procedure that changes something. */
  async call<Data = unknown>(procedure: string, input: unknown): Promise<Data> {
    const origin = new URL(this.page.url()).origin;
    const response = await this.page.request.post(`/api/trpc/${procedure}`, {
      data: { json: input },
      headers: { origin },
    });
    return this.dataOf(procedure, await response.json());
  }

  /** Asks a procedure. */
  async ask<Data = unknown>(procedure: string, input: unknown): Promise<Data> {
    const query = encodeURIComponent(JSON.stringify({ json: input }));
    const response = await this.page.request.get(`/api/trpc/${procedure}?input=${query}`);
    return this.dataOf(procedure, await response.json());
  }

  private dataOf<Data>(
    procedure: string,
    body: { result?: { data: { json: Data } }; error?: { json: { message: string } } },
  ): Data {
    if (body.result) return body.result.data.json;
    throw new Error(`${procedure}: ${body.error?.json.message ?? "no answer"}`);
  }

  async visit(at: string): Promise<void> {
    await this.page.goto(at, { waitUntil: "load" });
    await this.settled();
  }

  /** Nothing loads any more: no answer is on its way, no skeleton, no picture; fonts are there. */
  async settled(): Promise<void> {
    const giveUpAt = Date.now() + 30_000;
    for (let quiet = 0; quiet < 3; ) {
      if (Date.now() > giveUpAt) throw new Error(`${this.page.url()} does not come to rest.`);
      await this.page.waitForTimeout(60);
      quiet = this.underWay.size === 0 && (await this.page.evaluate(isQuiet)) ? quiet + 1 : 0;
    }
  }
}

/** Runs in the page. */
function isQuiet(): boolean {
  const busy = document.querySelector('[aria-busy="true"], [data-slot="skeleton"]');
  const pictures = [...document.images].every((image) => image.complete);
  return document.querySelector("h1") !== null && busy === null && pictures && document.fonts.status === "loaded";
}
