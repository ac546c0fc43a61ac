/**
 * Readers of the live stream that take nothing. The stream is read on demand, so what waits in this process for such a reader is
 * bounded by the buffers of the response; but the reader keeps its place, its subscription and its socket. Here it loses them
 * when nothing of what is due to it could be sent for a while. Its browser comes back with the id of the last message that it
 * has seen, and misses nothing.
 *
 * A route of Next does not see its socket, so this looks at the HTTP servers of the process from beside them.
 */
import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface SlowReaderOptions {
  /** Longer than the pauses between the stream's pings, so that a quiet stream is never cut. */
  patienceMs: number;
  /** Of the requests that are streams. */
  path: string;
  onCut(waitingBytes: number): void;
}

export const SLOW_READERS = { patienceMs: 45_000, path: "/api/trpc/live.follow" } as const;

/** From here on slow readers are cut; returns how to stop that. */
export function cutSlowReaders({ patienceMs, path, onCut }: SlowReaderOptions): () => void {
  const watch = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (!request.url?.startsWith(path)) return;
    // Node counts the time since the socket last took or gave a byte, and a write that gets on as activity.
    response.setTimeout(patienceMs, () => {
      onCut(response.writableLength);
      request.socket.destroy();
    });
  };
  diagnostics.subscribe("http.server.request.start", watch);
  return () => void diagnostics.unsubscribe("http.server.request.start", watch);
}
