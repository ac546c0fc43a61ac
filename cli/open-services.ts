import type { OpenServices } from "./services-session";

/**
 * Opens what the server opens, without serving. Only now, so that `validate` and `--help` need no database. The log goes to
 * standard error, and unless asked for more only warnings do: standard output belongs to the command.
 */
export const openServices: OpenServices = async ({ engine }) => {
  const { boot } = await import("../server/boot");
  const { createResultFiles } = await import("../server/tools/files/spill");
  const env = { CHAINWRIGHT_LOG_LEVEL: "warn", ...process.env };
  const app = await boot({ env, work: engine ? "taken" : "none", logTo: 2 });
  const results = createResultFiles(app.config.CHAINWRIGHT_HOME);
  return {
    services: app.services,
    take: (executionId) => app.engine?.take(executionId),
    readResultFile: (executionId, file) => results.load(executionId, file),
    close: () => app.close(),
  };
};
