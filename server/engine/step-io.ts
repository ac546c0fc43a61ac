import type { JsonObject } from "../core/json";
import type { StopReason } from "./attempt";
import type { LifeWatch } from "./life";
import type { AttemptPlaceName, PendingWrite } from "./pending-write";
import type { Clock, RecordedFile, StepIo } from "./ports";
import { NO_SECRETS, redact, type Secrets } from "./secrets";
import type { StopSignal } from "./stop-signal";

/** A step that talks without end must not fill the database. */
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 8_000;

export interface StepIoHost {
  /** The execution is driven here no more. */
  readonly closed: boolean;
  /** Something waits to be written. */
  added(): void;
}

/** What an attempt may tell: lines and files become events, with the next flush. A class, since one is made for every attempt. */
export class AttemptIo implements StepIo {
  private lines = 0;
  /** What a tool still says after its attempt has ended must not follow the last event of the execution. */
  private live = true;
  private secrets: Secrets = NO_SECRETS;
  private life: LifeWatch | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly pending: PendingWrite,
    private readonly place: AttemptPlaceName,
    private readonly host: StepIoHost,
    private readonly stop: StopSignal<StopReason>,
  ) {}

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  get hasSecrets(): boolean {
    return this.secrets.all.size > 0;
  }

  get onlyHosts(): readonly (readonly string[])[] {
    return this.secrets.onlyHosts;
  }

  /** Before the tool is called: what it must not show, and who watches its life. */
  begin(secrets: Secrets, life: LifeWatch): void {
    this.secrets = secrets;
    this.life = life;
  }

  /** The attempt has ended: nothing more is heard. */
  end(): void {
    this.live = false;
  }

  heartbeat(): void {
    this.life?.sign();
  }

  log(level: "debug" | "info" | "warn" | "error", message: string, data?: JsonObject): void {
    this.heartbeat();
    this.lines += 1;
    if (this.lines > MAX_LINES + 1 || !this.isLive()) return;
    const dropped = this.lines > MAX_LINES;
    const text = dropped ? `More than ${MAX_LINES} lines: the rest is not kept.` : redact(message, this.secrets);
    this.pending.addLog(this.clock.now(), this.place, {
      level: dropped ? "warn" : level,
      message: text.slice(0, MAX_CHARACTERS),
      ...(data && !dropped ? { data: redact(data, this.secrets) } : {}),
    });
    this.host.added();
  }

  file(file: RecordedFile): void {
    this.heartbeat();
    if (!this.isLive()) return;
    this.pending.addFile(this.clock.now(), this.place, file);
    this.host.added();
  }

  private isLive(): boolean {
    return this.live && !this.host.closed;
  }
}
