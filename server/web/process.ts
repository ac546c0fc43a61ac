import { ensureSetupToken } from "../services/setup-token";
import { openedApp, webApp } from "./app";
import { cutSlowReaders, SLOW_READERS } from "./slow-readers";

/** A close that hangs must not keep the process. */
const LAST_RESORT_MS = 9_000;

/** Opens the app and closes it on SIGTERM and SIGINT: leases are handed over first, then everything ends. */
export async function startWebProcess(): Promise<void> {
  const { config, services, log } = await webApp();
  cutSlowReaders({
    ...SLOW_READERS,
    onCut: (waitingBytes) =>
      log.info({ waitingBytes }, "A reader of the live stream took nothing for long; it is cut."),
  });
  if (await services.accounts.needsSetup()) ensureSetupToken(config.CHAINWRIGHT_HOME);
  let ending = false;
  const end = async (signal: string) => {
    if (ending) return;
    ending = true;
    log.info({ signal }, "Ending: executions are handed over.");
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    await (await openedApp())?.close();
    log.info("Everything is closed.");
    process.exit(0);
  };
  process.on("SIGTERM", () => void end("SIGTERM"));
  process.on("SIGINT", () => void end("SIGINT"));
}
