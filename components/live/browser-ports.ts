import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "@/server/api/root";
import type { HubPorts, TabChannel } from "./hub";
import type { OpenStream } from "./leader";
import { createLeadership } from "./leadership";
import type { TabMessage } from "./messages";

const CHANNEL = "chainwright-live";
/** A break shorter than this heals unseen. */
const LOST_AFTER_MS = 4_000;
const RETRY_MS = 3_000;
/** At the browsers of so many executions one stream can look. */
const MAX_LOOKED = 4;

/** The hub's doors to the real browser and the real API. */
export function browserPorts(client: TRPCClient<AppRouter>): HubPorts {
  const shared = typeof BroadcastChannel !== "undefined" && Boolean(navigator.locks);
  return {
    tab: Math.random().toString(36).slice(2),
    channel: shared ? broadcastChannel() : { post: () => {}, listen: () => () => {} },
    leadership: createLeadership(shared ? navigator.locks : undefined),
    openStream: streamOpener(client),
    now: () => Date.now(),
    every(ms, run) {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
  };
}

function broadcastChannel(): TabChannel {
  const channel = new BroadcastChannel(CHANNEL);
  return {
    post: (message) => channel.postMessage(message),
    listen(handler) {
      const onMessage = (event: MessageEvent<TabMessage>) => handler(event.data);
      channel.addEventListener("message", onMessage);
      return () => {
        channel.removeEventListener("message", onMessage);
        channel.close();
      };
    },
  };
}

/** Opens the subscription; the client reconnects by itself with the last event id, and a refused one is tried again. */
function streamOpener(client: TRPCClient<AppRouter>): OpenStream {
  return (executions, handlers) => {
    let closed = false;
    let lostTimer: ReturnType<typeof setTimeout> | null = null;
    let retryTimer: ReturnType<typeof setTimeout> | null = null;
    let subscription: { unsubscribe(): void } | null = null;
    let lastEventId: string | null = null;
    let wasConnected = false;

    const expectLoss = () => {
      lostTimer ??= setTimeout(() => handlers.onStatus("lost"), LOST_AFTER_MS);
    };
    const connected = () => {
      if (lostTimer) clearTimeout(lostTimer);
      lostTimer = null;
      handlers.onStatus("open");
      // Events are made up for by the cursors; that lists changed while the stream was away is not said again.
      if (wasConnected) handlers.onMessage({ type: "chains" });
      wasConnected = true;
    };
    const retry = () => {
      expectLoss();
      if (!closed) retryTimer ??= setTimeout(connect, RETRY_MS);
    };
    const connect = () => {
      retryTimer = null;
      subscription?.unsubscribe();
      subscription = client.live.follow.subscribe(
        {
          executions: executions.map(({ id, afterSeq }) => ({ id, afterSeq })),
          browsers: executions
            .filter(({ looks }) => looks)
            .slice(-MAX_LOOKED)
            .map(({ id }) => id),
          ...{ notifications: true, lastEventId },
        },
        {
          onData(data) {
            lastEventId = data.id;
            handlers.onMessage(data.data);
          },
          onConnectionStateChange: ({ state }) => (state === "pending" ? connected() : expectLoss()),
          onError: retry,
          onComplete: retry,
        },
      );
    };

    connect();
    return {
      close() {
        closed = true;
        if (lostTimer) clearTimeout(lostTimer);
        if (retryTimer) clearTimeout(retryTimer);
        subscription?.unsubscribe();
      },
    };
  };
}
