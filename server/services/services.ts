import { createAccounts } from "./accounts";
import type { Actor } from "./actor";
import { createAnswers } from "./answers";
import { createAudit } from "./audit";
import { createBrowserViews } from "./browser-views";
import { createChainBulk } from "./chain-bulk";
import { createChainEditors } from "./chain-editors";
import { exportChains } from "./chain-files/chain-files";
import { createChainImport } from "./chain-files/chain-import";
import { createChainTests } from "./chain-tests";
import { createChains } from "./chains";
import type { ServiceDependencies } from "./dependencies";
import { createExecutionBulk } from "./execution-bulk";
import { createExecutions } from "./executions";
import { createFixedResults } from "./fixed-results";
import { createHookChains } from "./hook-chains/hook-chains";
import { createHooks } from "./hooks/hooks";
import { createScrape } from "./hooks/scrape";
import { createLive } from "./live";
import { createNotificationSettings } from "./notification-settings";
import { createNotifications } from "./notifications";
import { createPeople } from "./people";
import { createSavedViews } from "./saved-views";
import { createSchedules } from "./schedules";
import { createSearch } from "./search";
import { createSecrets } from "./secrets";
import { createServerSettings } from "./server-settings";
import { setupTokenIn } from "./setup-token";
import { createSharing } from "./sharing";
import { createTasks } from "./tasks/tasks";
import { createTemplates } from "./templates/templates";
import { createTokens } from "./tokens";
import { createTrash } from "./trash";

export type Services = ReturnType<typeof createServices>;

/** What routers, server actions, routes and the command line call. Every function takes the actor first and authorises. */
export function createServices(deps: ServiceDependencies) {
  const chains = createChains(deps);
  const executions = createExecutions(deps, chains);
  const tasks = createTasks(deps, chains, executions);
  const tokens = createTokens(deps);
  const trash = createTrash(deps);
  return {
    chains,
    trash,
    chainFiles: {
      ...createChainImport(deps, chains),
      export: (actor: Actor, ids: readonly string[]) => exportChains(chains, actor, ids),
    },
    chainBulk: createChainBulk(chains, trash),
    chainTests: createChainTests(deps, chains),
    chainEditors: createChainEditors(deps),
    fixedResults: createFixedResults(deps),
    hookChains: createHookChains(deps, { chains, tasks, starts: executions }),
    hooks: createHooks(deps, chains, executions),
    tasks,
    templates: createTemplates(deps, chains),
    schedules: createSchedules(deps, chains),
    executions,
    executionBulk: createExecutionBulk(deps, executions),
    approvals: { list: createAnswers(deps).list },
    live: createLive(deps),
    browsers: createBrowserViews(deps),
    notifications: createNotifications(deps),
    notificationSettings: createNotificationSettings(deps),
    accounts: createAccounts(deps, setupTokenIn(deps.home)),
    tokens,
    metrics: createScrape(deps, tokens),
    search: createSearch(deps),
    sharing: createSharing(deps),
    secrets: createSecrets(deps),
    audit: createAudit(deps),
    people: createPeople(deps),
    savedViews: createSavedViews(deps),
    serverSettings: createServerSettings(deps),
    catalog: deps.catalog,
  };
}
