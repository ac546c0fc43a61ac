import type { Guard } from "../../../outbound/guard";
import type { BrowserSession } from "../session";
import type { BrowserBoard, Told, ViewKey } from "./board";
import { SessionView } from "./session-view";

export type { SessionView } from "./session-view";

const BEAT_MS = 10_000;

/** The sessions of this process that people can look at, and the one ear that it has for them. */
export class SessionViews {
  private readonly views = new Map<string, SessionView>();
  private stopListening: (() => void) | null = null;
  private beat: NodeJS.Timeout | null = null;

  constructor(
    private readonly board: BrowserBoard,
    private readonly guard: Guard,
    private readonly warn: (message: string, error: unknown) => void,
  ) {}

  async open(key: ViewKey, session: BrowserSession): Promise<SessionView> {
    this.listen();
    const { board, guard, warn } = this;
    const orders = await board.open(key).catch((error: unknown) => {
      warn("A browser could not be announced.", error);
      return { watchedUntil: null, hold: null, handBack: null };
    });
    const name = nameOf(key);
    const onClosed = () => {
      if (this.views.get(name) === view) this.views.delete(name);
    };
    const view: SessionView = new SessionView({ key, session, board, guard, orders, warn, onClosed });
    this.views.set(name, view);
    // What was said between the reading and now.
    void view.refresh();
    return view;
  }

  close(): void {
    this.stopListening?.();
    this.stopListening = null;
    if (this.beat) clearInterval(this.beat);
    this.beat = null;
  }

  private listen(): void {
    this.stopListening ??= this.board.listen((told) => this.hear(told));
    this.beat ??= setInterval(() => {
      const keys = [...this.views.values()].map(({ key }) => key);
      if (keys.length > 0)
        this.board.beat(keys).catch((error) => this.warn("Browsers could not be kept announced.", error));
    }, BEAT_MS).unref();
  }

  private hear(told: Told): void {
    if (told.type === "all") {
      for (const view of this.views.values()) void view.refresh();
      return;
    }
    const view = this.views.get(nameOf(told.key));
    if (told.type === "orders") void view?.refresh();
    else void view?.input(told.userId, told.events);
  }
}

const nameOf = ({ executionId, session }: ViewKey): string => `${executionId} ${session}`;
