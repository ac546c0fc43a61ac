/**
 * Does in a page what a person does in its picture. What they did is told in words, but never what they typed: only how much.
 */
import type { Page } from "playwright";
import type { PersonEvent } from "../../../core/browser/hands";
import type { Guard } from "../../../outbound/guard";
import { portOf } from "../../../outbound/guard";
import { within } from "../within";

const EVENT_MS = 5000;
/** Lines of the same kind in a row become one after so long. */
const DRAG_PIXELS = 4;

export class Hands {
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;
  private downAt: { x: number; y: number } | null = null;
  private typed = 0;
  private scrolled = false;

  constructor(
    private readonly page: () => Promise<Page>,
    private readonly guard: Guard,
    private readonly tell: (line: string) => void,
  ) {}

  /** In turn with what was asked before. Events beyond what a page can follow are left out. */
  perform(events: readonly PersonEvent[]): Promise<void> {
    if (this.waiting > 20) return this.queue;
    this.waiting += 1;
    this.queue = this.queue
      .then(async () => {
        for (const event of events) await this.one(event);
      })
      .catch((error: unknown) => this.tell(`That could not be done: ${firstLine(error)}`))
      .finally(() => {
        this.waiting -= 1;
      });
    return this.queue;
  }

  /** Says what is still to be said. */
  async rest(): Promise<void> {
    await this.queue;
    this.flush();
  }

  private async one(event: PersonEvent): Promise<void> {
    const page = await this.page();
    const late = () => new Error("The page does not answer.");
    await within(EVENT_MS, this.act(page, event), late);
  }

  private async act(page: Page, event: PersonEvent): Promise<void> {
    if (event.type !== "text") this.flushTyped();
    if (event.type !== "wheel") this.flushScrolled();
    switch (event.type) {
      case "move":
        return page.mouse.move(event.x, event.y);
      case "down":
        this.downAt = { x: event.x, y: event.y };
        await page.mouse.move(event.x, event.y);
        return page.mouse.down({ button: event.button });
      case "up": {
        await page.mouse.move(event.x, event.y);
        await page.mouse.up({ button: event.button });
        return this.tellClick(event);
      }
      case "wheel":
        this.scrolled = true;
        await page.mouse.move(event.x, event.y);
        return page.mouse.wheel(event.dx, event.dy);
      case "text":
        this.typed += [...event.text].length;
        return page.keyboard.insertText(event.text);
      case "key":
        await page.keyboard.press(event.key);
        return this.tell(`Pressed ${event.key}`);
      case "navigate":
        return this.navigate(page, event.url);
      case "back":
        this.tell("Went back");
        return void (await page.goBack({ waitUntil: "commit", timeout: EVENT_MS }).catch(() => null));
      case "forward":
        this.tell("Went forward");
        return void (await page.goForward({ waitUntil: "commit", timeout: EVENT_MS }).catch(() => null));
      case "reload":
        this.tell("Loaded the page again");
        return void (await page.reload({ waitUntil: "commit", timeout: EVENT_MS }).catch(() => null));
    }
  }

  private async navigate(page: Page, address: string): Promise<void> {
    const url = this.guard.checkUrl(address);
    await this.guard.resolve(url.hostname, portOf(url));
    this.tell(`Opened ${url.origin}${url.pathname}`);
    await page.goto(address, { waitUntil: "commit", timeout: EVENT_MS });
  }

  private tellClick({ x, y }: { x: number; y: number }): void {
    const from = this.downAt;
    this.downAt = null;
    const dragged = from !== null && Math.hypot(from.x - x, from.y - y) > DRAG_PIXELS;
    this.tell(dragged ? `Dragged from ${place(from)} to ${place({ x, y })}` : `Clicked at ${place({ x, y })}`);
  }

  private flush(): void {
    this.flushTyped();
    this.flushScrolled();
  }

  private flushTyped(): void {
    if (this.typed === 0) return;
    this.tell(`Typed ${this.typed} ${this.typed === 1 ? "character" : "characters"}`);
    this.typed = 0;
  }

  private flushScrolled(): void {
    if (this.scrolled) this.tell("Scrolled");
    this.scrolled = false;
  }
}

const place = ({ x, y }: { x: number; y: number }) => `${Math.round(x)}, ${Math.round(y)}`;

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? text).replace(/^[a-z]+\.[a-zA-Z]+: /, "");
}
