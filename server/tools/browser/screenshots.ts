import type { Page } from "playwright";
import { safeFileName } from "../files/file-name";
import type { ToolContext } from "../tool";

const MAX_AUTOMATIC = 60;
/** Of all pictures on the way together; those that a chain asks for come on top. */
const MAX_AUTOMATIC_BYTES = 6 * 1024 * 1024;
const TIMEOUT_MS = 5000;
/** Pictures taken so far, by the files of the attempt: several calls of one attempt must not overwrite each other. */
const taken = new WeakMap<ToolContext["files"], number>();

/** The pictures of one attempt, numbered in the order in which they were taken. */
export class Screenshots {
  readonly paths: string[] = [];
  private automatic = 0;
  private bytes = 0;

  constructor(private readonly context: ToolContext) {}

  /** A picture that the chain asks for. @throws when the page cannot be pictured. */
  async take(page: Page, name: string, { fullPage = false, label = name } = {}): Promise<string> {
    const content = await page.screenshot({ type: "jpeg", quality: 70, fullPage, timeout: TIMEOUT_MS, scale: "css" });
    const { files, attempt } = this.context;
    const number = (taken.get(files) ?? 0) + 1;
    taken.set(files, number);
    const fileName = `${attempt}-${String(number).padStart(2, "0")}-${safeFileName(name, "page")}.jpg`;
    const file = await files.write(fileName, content, { area: "screenshots", kind: "screenshot", label });
    this.context.file(file);
    this.paths.push(file.path);
    this.bytes += file.size;
    return file.path;
  }

  /** A picture on the way, for people who watch. Not being able to take one is no reason to fail. */
  async note(page: Page, name: string, what: string): Promise<string | null> {
    if (this.automatic >= MAX_AUTOMATIC || this.bytes >= MAX_AUTOMATIC_BYTES) return null;
    if (page.isClosed() || page.url() === "about:blank") return null;
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
