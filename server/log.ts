import pino from "pino";

/** The structured log of this process, on standard output (or `destination`: 2 is standard error). */
export function createLog(level: string, destination: 1 | 2 = 1) {
  return pino({ level, base: undefined }, pino.destination({ dest: destination, sync: true }));
}
export type Log = ReturnType<typeof createLog>;
