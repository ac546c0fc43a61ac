import type { RecordedEvent } from "@/server/core/execution/event";
import type { BrowserView } from "@/server/services/browser-views";

/** What the server's stream says. */
export type LiveMessage =
  | { type: "event"; executionId: string; event: RecordedEvent }
  | { type: "notifications"; unread: number }
  /** What the open browsers of an execution show; the newest is all there is to know. */
  | { type: "browsers"; executionId: string; views: BrowserView[] }
  /** Something about the person's executions changed: lists are out of date. */
  | { type: "chains" };

/** Follow this execution from the event after `afterSeq`. */
export interface ExecutionCursor {
  id: string;
  afterSeq: number;
  /** Somebody looks at its open browsers too. */
  looks?: true;
}

/** `lost` only after the stream stayed away for a while: short breaks heal unseen. */
export type LiveStatus = "connecting" | "open" | "lost";

/** What tabs of one browser tell each other. */
export type TabMessage =
  /** A tab names all it follows. */
  | { type: "want"; tab: string; executions: ExecutionCursor[] }
  /** A tab asks whether the leader is still there. */
  | { type: "alive"; tab: string }
  | { type: "gone"; tab: string }
  /** A new leader, or one that lost track: everyone names what they want. */
  | { type: "leader" }
  /** The leader's answer to `alive`, and every change of the connection. */
  | { type: "status"; status: LiveStatus }
  | { type: "relay"; message: LiveMessage };
