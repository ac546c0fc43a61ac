import net, { type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import type { Guard } from "./guard";

const CONNECT_TIMEOUT_MS = 10_000;

/** What undici calls to open a socket: addresses come from the guard and from nowhere else. */
export function createConnector(guard: Guard): buildConnector.connector {
  const byPort = new Map<number, buildConnector.connector>();
  const connectorFor = (port: number) => {
    const known = byPort.get(port);
    if (known) return known;
    const made = buildConnector({
      timeout: CONNECT_TIMEOUT_MS,
      lookup: guardedLookup(guard, port),
      autoSelectFamily: true,
    });
    byPort.set(port, made);
    return made;
  };
  return (options, callback) => {
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    // A literal address never reaches `lookup`, so it is checked here.
    if (!net.isIP(options.hostname.replace(/^\[|\]$/g, ""))) {
      connectorFor(port)(options, callback);
      return;
    }
    guard.resolve(options.hostname, port).then(
      () => connectorFor(port)(options, callback),
      (error: Error) => callback(error, null),
    );
  };
}

/** A `lookup` for sockets that answers with checked addresses only. */
export function guardedLookup(guard: Guard, port: number): LookupFunction {
  return (host, options, callback) => {
    guard.resolve(host, port).then(
      (addresses) => {
        const fitting = addresses.filter(({ family }) => !options.family || options.family === family);
        const first = fitting[0] ?? addresses[0];
        if (options.all) callback(null, fitting.length > 0 ? fitting : addresses);
        else callback(null, first?.address ?? "", first?.family ?? 4);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}
