import { rmSync } from "node:fs";

/** The database of the run is gone with its folder; the server has stopped it. */
export default function teardown(): void {
  if (process.env.E2E_HOME) rmSync(process.env.E2E_HOME, { recursive: true, force: true });
}
