import type { Page } from "playwright";
import { safeFileName } from "../files/file-name";
import type { ToolContext } from "../tool";

const MAX_AUTOMATIC = 20;
const TIMEOUT_MS = 5000;

/** The pictures of one attempt, numbered in the order in which they were taken. */
export class Screenshots {
  readonly paths: string[] = [];
  private automatic = 0;

  constructor(private readonly context: ToolContext) {}

  /** A picture that the chain asks for. @throws when the page cannot be pictured. */
  async take(page: Page, name: string, { fullPage = false, label = name } = {}): Promise<string> {
    const content = await page.screenshot({ type: "jpeg", quality: 70, fullPage, timeout: TIMEOUT_MS, scale: "css" });
    const number = String(this.paths.length + 1).padStart(2, "0");
    const fileName = `${this.context.attempt}-${number}-${safeFileName(name, "page")}.jpg`;
    const file = await this.context.files.write(fileName, content, { area: "screenshots", kind: "screenshot", label });
    this.context.file(file);
    this.paths.push(file.path);
    return file.path;
  }

  /** A picture on the way, for people who watch. Not being able to take one is no reason to fail. */
  async note(page: Page, name: string, what: string): Promise<string | null> {
    if (this.automatic >= MAX_AUTOMATIC || page.isClosed() || page.url() === "about:blank") return null;
    this.automatic += 1;
    try {
      const title = await page.title();
      return await this.take(page, name, { label: `${title === "" ? page.url() : title}, ${what}` });
    } catch (error) {
      this.context.signal.throwIfAborted();
      this.context.log("debug", "No screenshot could be taken", { reason: String(error).slice(0, 200) });
      return null;
    }
  }
}
