import { createAccounts } from "./accounts";
import { createAnswers } from "./answers";
import { createChains } from "./chains";
import type { ServiceDependencies } from "./dependencies";
import { createExecutions } from "./executions";
import { createLive } from "./live";
import { createNotifications } from "./notifications";
import { setupTokenIn } from "./setup-token";
import { createTasks } from "./tasks/tasks";
import { createTokens } from "./tokens";

export type Services = ReturnType<typeof createServices>;

/** What routers, server actions, routes and the command line call. Every function takes the actor first and authorises. */
export function createServices(deps: ServiceDependencies) {
  const chains = createChains(deps);
  const executions = createExecutions(deps, chains);
  return {
    chains,
    executions,
    approvals: { list: createAnswers(deps).list },
    live: createLive(deps),
    notifications: createNotifications(deps),
    accounts: createAccounts(deps, setupTokenIn(deps.home)),
    tasks: createTasks(deps, chains, executions),
    tokens: createTokens(deps),
    catalog: deps.catalog,
  };
}
