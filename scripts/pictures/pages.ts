import type { Page } from "playwright";
import type { Story } from "./story";
import { startWatch } from "./story";
import type { Visitor } from "./visitor";

/** One page to look at. `at` may first make something happen. */
export interface Shot {
  name: string;
  at: string | (() => Promise<string>);
  prepare?: (page: Page) => Promise<unknown>;
}

export const PUBLIC_PAGES: readonly Shot[] = [
  { name: "sign-in", at: "/sign-in" },
  {
    name: "sign-in-wrong",
    at: "/sign-in",
    async prepare(page) {
      await page.getByLabel("E-mail").fill("nobody@example.com");
      await page.getByLabel("Password", { exact: true }).fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("do not belong together").waitFor();
    },
  },
  { name: "sign-up", at: "/sign-up" },
];

/** The pages of the owner. */
export function pagesOf({ chains, executions, task, question, templates }: Story, owner: Visitor): Shot[] {
  const { shop } = chains;
  const tab = (name: string) => (page: Page) => page.getByRole("tab", { name }).first().click();
  return [
    {
      name: "monitor-running",
      at: async () => `/executions/${await startWatch(owner, chains.watch)}?step=reviews`,
      prepare: (page) => page.getByText("Running", { exact: true }).first().waitFor(),
    },
    { name: "chains", at: "/chains" },
    { name: "chain", at: `/chains/${shop}` },
    { name: "chain-definition", at: `/chains/${shop}?tab=definition` },
    { name: "chain-graph", at: `/chains/${chains.watch}?tab=graph` },
    { name: "chain-versions", at: `/chains/${shop}?tab=versions` },
    { name: "run-dialog", at: `/chains/${shop}?run=true`, prepare: (page) => page.getByRole("dialog").waitFor() },
    { name: "new-chain", at: "/chains/new" },
    { name: "builder-sequence", at: `/chains/${shop}/edit` },
    {
      name: "builder-step",
      at: `/chains/${shop}/edit`,
      prepare: (page) => page.getByRole("list", { name: "Steps" }).getByRole("button", { name: /^2/ }).click(),
    },
    { name: "builder-graph", at: `/chains/${shop}/edit?view=graph` },
    { name: "builder-yaml", at: `/chains/${shop}/edit?view=yaml` },
    {
      name: "builder-tasks",
      at: `/chains/${shop}/edit`,
      prepare: (page) => page.getByRole("button", { name: "From task history" }).click(),
    },
    {
      name: "builder-window",
      at: "/chains",
      prepare: (page) => page.getByRole("button", { name: "New chain" }).click(),
    },
    { name: "executions", at: "/executions" },
    {
      name: "schedules",
      at: "/schedules",
      async prepare(page) {
        await page.getByRole("textbox", { name: "Time" }).fill("02:30");
        await page.getByRole("combobox", { name: "Zone" }).fill("America/New_York");
        await page.getByLabel("From", { exact: true }).fill("2027-03-12");
        await page.getByLabel("Server down from").fill("2027-03-15T01:00");
        await page.getByLabel("until").fill("2027-03-15T09:00");
      },
    },
    { name: "chain-schedule", at: `/chains/${chains.watch}?tab=schedule` },
    { name: "monitor-succeeded", at: `/executions/${executions.shop}` },
    { name: "monitor-succeeded-timeline", at: `/executions/${executions.deals}?view=timeline` },
    { name: "monitor-succeeded-output", at: `/executions/${executions.deals}?step=report`, prepare: tab("Output") },
    { name: "monitor-failed", at: `/executions/${executions.failing}` },
    {
      name: "monitor-failed-timeline",
      at: `/executions/${executions.failing}?view=timeline`,
      prepare: tab("Attempts"),
    },
    { name: "monitor-manual", at: `/executions/${executions.manual}` },
    { name: "monitor-manual-timeline", at: `/executions/${executions.manual}?view=timeline` },
    { name: "monitor-manual-list", at: `/executions/${executions.manual}?view=list` },
    { name: "templates", at: "/templates" },
    {
      name: "template",
      at: "/templates?search=morning",
      prepare: async (page) => {
        await page.getByRole("link", { name: /Morning brief/ }).click();
        await page.getByRole("button", { name: "Install" }).waitFor();
      },
    },
    { name: "template-update", at: `/templates/${templates.template}` },
    { name: "template-used", at: `/templates/${templates.template}`, prepare: tab("Used by") },
    { name: "template-versions", at: `/templates/${templates.template}`, prepare: tab("Versions") },
    {
      name: "template-changed",
      at: `/templates/${templates.template}`,
      prepare: (page) => page.getByRole("button", { name: "What changed" }).click(),
    },
    {
      name: "template-merge-decided",
      at: `/templates/${templates.template}/update/${templates.copy}`,
      async prepare(page) {
        await page.getByRole("button", { name: "Take the author's: the whole step of Top five" }).click();
        await page.getByRole("button", { name: "Write it: parameters.title of Send" }).click();
        await page.getByRole("textbox", { name: "parameters.title of Send" }).fill("Prices and deals for the team");
        await page.getByText("No conflict is open").waitFor();
      },
    },
    { name: "template-merge", at: `/templates/${templates.template}/update/${templates.copy}` },
    { name: "template-publish", at: `/templates/publish?chain=${chains.shop}` },
    { name: "template-publish-next", at: `/templates/publish?chain=${templates.original}` },
    { name: "approvals", at: "/approvals" },
    { name: "monitor-question", at: `/executions/${executions.release}` },
    { name: "monitor-loop", at: `/executions/${executions.release}?step=checks&view=list` },
    { name: "monitor-held", at: `/executions/${executions.held}?tab=why` },
    { name: "monitor-replay", at: `/executions/${executions.replay}?step=products` },
    {
      name: "replay-dialog",
      at: `/executions/${executions.failing}?step=reviews`,
      prepare: async (page) => {
        await page.getByRole("button", { name: "Replay from here" }).click();
        await page.getByLabel("Input of the step").waitFor();
      },
    },
    { name: "monitor-llm", at: `/executions/${question}` },
    { name: "tasks", at: "/tasks" },
    {
      name: "tasks-selected",
      at: "/tasks?search=Shop",
      prepare: async (page) => {
        for (const index of [1, 2, 3]) await page.getByRole("checkbox").nth(index).click();
      },
    },
    { name: "tasks-saved", at: "/tasks?view=saved" },
    { name: "task", at: `/tasks/${task}` },
    { name: "task-new", at: "/tasks/new" },
    { name: "task-new-question", at: "/tasks/new?kind=question" },
    { name: "task-new-browser", at: "/tasks/new?kind=browser" },
    { name: "settings-api", at: "/settings/api" },
    { name: "notifications", at: "/notifications" },
    { name: "settings", at: "/settings" },
    { name: "admin", at: "/admin" },
    { name: "admin-audit", at: "/admin/audit" },
    { name: "deliveries", at: "/deliveries" },
    { name: "chains-trash", at: "/chains?view=trash" },
    {
      name: "share",
      at: `/chains/${shop}`,
      prepare: (page) => page.getByRole("button", { name: "Share" }).click(),
    },
    {
      name: "palette",
      at: "/chains",
      prepare: async (page) => {
        await page.keyboard.press("ControlOrMeta+k");
        await page.keyboard.type("shop");
      },
    },
    { name: "not-found", at: "/there-is-no-such-page" },
    { name: "no-such-execution", at: "/executions/0190a000-0000-7000-8000-000000000000" },
  ];
}
