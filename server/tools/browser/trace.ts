/**
 * A Playwright trace of one attempt: what each action did, with the page before and after it. It contains what the step typed, so it is
 * for the owner of the execution alone; of a step that uses secrets there is none. While a person has the browser nothing is traced; the trace then has several parts.
 */
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { formatBytes } from "../format-bytes";
import type { ToolContext } from "../tool";
import type { BrowserSession } from "./session";
import { within } from "./within";

const STOP_MS = 15_000;
/** Parts written so far, by the files of the attempt: several calls of one attempt must not overwrite each other. */
const parts = new WeakMap<ToolContext["files"], number>();

export class StepTrace {
  private running = false;

  constructor(
    private readonly session: BrowserSession,
    private readonly context: ToolContext,
    private readonly wanted: boolean,
  ) {}

  /** Not being able to trace is no reason to fail. */
  async start(): Promise<void> {
    if (!this.wanted || this.running || this.context.hasSecrets) return;
    try {
      const title = `${this.context.stepId}, attempt ${this.context.attempt}`;
      await this.session.context.tracing.start({ snapshots: true, screenshots: false, sources: false, title });
      this.running = true;
    } catch (error) {
      this.failed(error);
    }
  }

  /** Writes what there is. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.running = false;
    const { files, attempt } = this.context;
    const part = (parts.get(files) ?? 0) + 1;
    parts.set(files, part);
    const folder = join(files.root, this.context.stepId);
    const temporary = join(folder, `.trace-${attempt}-${part}.part`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o750 });
      const stopped = this.session.context.tracing.stop({ path: temporary });
      await within(STOP_MS, stopped, () => new Error("it took too long"));
      await this.keep(temporary, part === 1 ? `trace-${attempt}.zip` : `trace-${attempt}-${part}.zip`, part);
    } catch (error) {
      this.failed(error);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  private async keep(temporary: string, name: string, part: number): Promise<void> {
    const { files, attempt } = this.context;
    const { size } = await stat(temporary);
    if (size > files.limits.fileBytes) throw new Error(`it has ${formatBytes(size)}`);
    const label = part === 1 ? `Trace of attempt ${attempt}` : `Trace of attempt ${attempt}, part ${part}`;
    this.context.file(await files.write(name, await readFile(temporary), { area: "traces", kind: "trace", label }));
  }

  private failed(error: unknown): void {
    if (this.context.signal.aborted || !this.session.isOpen) return;
    this.context.log("debug", "No trace could be kept", { reason: String(error).slice(0, 200) });
  }
}
