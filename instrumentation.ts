/** Runs once when the web server of this process starts: opens the app, and closes it when the process is told to end. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startWebProcess } = await import("./server/web/process");
  await startWebProcess();
}
