import type { ExecutionView } from "../server/services/execution-view";
import type { Services } from "../server/services/services";
import { EXIT } from "./exit-codes";
import { followExecution } from "./follow";
import { createLiveArea } from "./live-area";
import { questionHints } from "./questions";
import { readReport } from "./results";
import { OPERATOR, type ServicesSession } from "./services-session";

/** Shows an execution to its end: steps that move, or one object of JSON at the end. Answers the exit code. */
export async function followRun(
  session: ServicesSession,
  id: string,
  { json, facts = {} }: { json?: boolean; facts?: Record<string, boolean | string | string[]> },
): Promise<number> {
  const { services } = session;
  const area = json ? null : createLiveArea(process.stdout, process.env);
  const hinted = new Set<string>();
  const seen = (view: ExecutionView) => {
    area?.show(view, Date.now());
    for (const { key, text } of questionHints(view)) {
      if (hinted.has(key)) continue;
      hinted.add(key);
      if (area) area.note(text);
      else process.stderr.write(`${text}\n`);
    }
  };
  const stopListening = cancelOnSignal(services, id);
  try {
    const view = await followExecution(services, id, { seen, patienceMs: Number.POSITIVE_INFINITY });
    if (view === null) return EXIT.failed;
    area?.end(view, Date.now());
    if (json) process.stdout.write(`${JSON.stringify({ ...(await readReport(session, view)), ...facts }, null, 2)}\n`);
    else process.stdout.write(`Execution ${id}\n`);
    return view.status === "succeeded" ? EXIT.ok : EXIT.failed;
  } finally {
    stopListening();
  }
}

/** Ctrl-C cancels the execution and waits for its end; a second one leaves at once, and another process goes on. */
function cancelOnSignal(services: Services, id: string): () => void {
  let asked = false;
  const onSignal = () => {
    if (asked) process.exit(EXIT.failed);
    asked = true;
    process.stderr.write("Canceling. Press Ctrl-C again to leave at once.\n");
    services.executions.cancel(OPERATOR, id, "Interrupted at the command line").catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    });
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return () => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
}
