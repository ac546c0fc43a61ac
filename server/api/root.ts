import { auditRouter } from "./audit";
import { browserRouter } from "./browser";
import { chainBulkRouter } from "./chain-bulk";
import { chainEditorsRouter } from "./chain-editors";
import { chainImportRouter } from "./chain-import";
import { chainTestsRouter } from "./chain-tests";
import { chainsRouter } from "./chains";
import { companionsRouter } from "./companions";
import { executionBulkRouter } from "./execution-bulk";
import { approvalsRouter, executionsRouter } from "./executions";
import { hooksRouter } from "./hooks";
import { createCaller, procedure, router } from "./init";
import { liveRouter } from "./live";
import { notificationsRouter } from "./notifications";
import { accountRouter, adminRouter, sessionRouter } from "./people";
import { savedViewsRouter } from "./saved-views";
import { schedulesRouter } from "./schedules";
import { searchRouter } from "./search";
import { secretsRouter } from "./secrets";
import { sharingRouter } from "./sharing";
import { tasksRouter } from "./tasks";
import { templatesRouter } from "./templates";
import { tokensRouter } from "./tokens";
import { trashRouter } from "./trash";

const toolsRouter = router({
  list: procedure.query(({ ctx }) => ({ items: [...ctx.tools] })),
  models: procedure.query(({ ctx }) => ({ items: [...ctx.models] })),
});

/** The API of the pages: one router a subject. */
export const appRouter = router({
  session: sessionRouter,
  account: accountRouter,
  admin: adminRouter,
  approvals: approvalsRouter,
  audit: auditRouter,
  browser: browserRouter,
  chainBulk: chainBulkRouter,
  chainImport: chainImportRouter,
  chainEditors: chainEditorsRouter,
  chains: chainsRouter,
  chainTests: chainTestsRouter,
  companions: companionsRouter,
  executionBulk: executionBulkRouter,
  executions: executionsRouter,
  hooks: hooksRouter,
  live: liveRouter,
  notifications: notificationsRouter,
  savedViews: savedViewsRouter,
  schedules: schedulesRouter,
  search: searchRouter,
  secrets: secretsRouter,
  sharing: sharingRouter,
  tasks: tasksRouter,
  templates: templatesRouter,
  tokens: tokensRouter,
  tools: toolsRouter,
  trash: trashRouter,
});

export type AppRouter = typeof appRouter;
/** Calls procedures without HTTP. */
export const callerFor = createCaller(appRouter);
