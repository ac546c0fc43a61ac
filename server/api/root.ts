import { z } from "zod";
import { auditRouter } from "./audit";
import { browserRouter } from "./browser";
import { chainEditorsRouter } from "./chain-editors";
import { chainTestsRouter } from "./chain-tests";
import { chainsRouter } from "./chains";
import { approvalsRouter, executionsRouter } from "./executions";
import { createCaller, procedure, router } from "./init";
import { liveRouter } from "./live";
import { accountRouter, adminRouter, sessionRouter } from "./people";
import { schedulesRouter } from "./schedules";
import { secretsRouter } from "./secrets";
import { sharingRouter } from "./sharing";
import { tasksRouter } from "./tasks";
import { tokensRouter } from "./tokens";

const notificationsRouter = router({
  list: procedure
    .input(
      z.object({
        limit: z.number().int().min(1).max(100).default(30),
        cursor: z.number().nullish(),
        unreadOnly: z.boolean().default(false),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.services.notifications.list(ctx.actor, {
        limit: input.limit,
        unreadOnly: input.unreadOnly,
        cursor: input.cursor ?? undefined,
      }),
    ),
  markRead: procedure
    .input(z.union([z.object({ ids: z.array(z.uuid()).min(1).max(500) }), z.object({ all: z.literal(true) })]))
    .mutation(({ ctx, input }) => ctx.services.notifications.markRead(ctx.actor, "all" in input ? "all" : input.ids)),
});

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
  chainEditors: chainEditorsRouter,
  chains: chainsRouter,
  chainTests: chainTestsRouter,
  executions: executionsRouter,
  live: liveRouter,
  notifications: notificationsRouter,
  schedules: schedulesRouter,
  secrets: secretsRouter,
  sharing: sharingRouter,
  tasks: tasksRouter,
  tokens: tokensRouter,
  tools: toolsRouter,
});

export type AppRouter = typeof appRouter;
/** Calls procedures without HTTP. */
export const callerFor = createCaller(appRouter);
