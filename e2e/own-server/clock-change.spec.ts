import { expect, type Page, test } from "@playwright/test";
import { freePort } from "../fixtures/free-port";
import { startAt } from "../fixtures/moved-clock";
import { call, createChain, PASSWORD, signIn } from "../fixtures/people";
import { OwnServer } from "../fixtures/server";

const OWNER = { email: "owner@example.com", password: PASSWORD };
const chain = (name: string, time: string) => `name: ${name}
schedule: { frequency: daily, time: "${time}", timezone: America/New_York }
steps:
  - { id: tell, tool: transform, operation: set, parameters: { value: "{{ variables.scheduled_for }}" } }
`;

test("schedules fire while the clocks change: what does not exist once it does, what comes twice once", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const server = new OwnServer(freePort());
  await server.start();
  try {
    server.cli(["users", "create", OWNER.email, "--password-stdin", "--admin"], `${PASSWORD}\n`);
    const context = await browser.newContext({ baseURL: server.url, timezoneId: "America/New_York" });
    const page = await context.newPage();
    /** Server, database and browser, all of them. The sessions of before are long over then. */
    const moveTo = async (time: string) => {
      await server.kill();
      await startAt(server, time);
      await page.clock.setSystemTime(time);
      await signIn(page, OWNER);
    };
    await signIn(page, OWNER);
    const skipped = await createChain(page, chain("In the hour that is left out", "02:30:00"));
    const doubled = await createChain(page, chain("In the hour that comes twice", "01:30:00"));

    // 14 March 2027: at 07:00 UTC it is not 02:00 but 03:00.
    await moveTo("2027-03-14T06:59:15Z");
    await page.goto("/schedules");
    const row = page.getByRole("row", { name: /In the hour that is left out/ });
    await expect(row).toContainText("03:00");
    await expect(row).toContainText("tomorrow 02:30", { timeout: 60_000 });
    expect(await moments(page, skipped)).toEqual(["2027-03-14T07:00:00.000Z"]);

    // 7 November 2027: 01:30 is at 05:30 UTC, and at 06:30 UTC again.
    await moveTo("2027-11-07T05:29:50Z");
    await expect.poll(() => moments(page, doubled), { timeout: 30_000 }).toEqual(["2027-11-07T05:30:00.000Z"]);
    await moveTo("2027-11-07T06:30:05Z");
    await page.goto("/schedules");
    const other = page.getByRole("row", { name: /In the hour that comes twice/ });
    await expect(other).toContainText("tomorrow 01:30");
    expect(await moments(page, doubled)).toEqual(["2027-11-07T05:30:00.000Z"]);
    await context.close();
  } finally {
    await server.close();
  }
});

/** For which moments a chain has run, as its steps were told. */
async function moments(page: Page, chainId: string): Promise<string[]> {
  const { data } = await call(page, "executions.list", { chainId, status: ["succeeded"], limit: 10 });
  return Promise.all(
    data.items.map(async ({ id }: { id: string }) => {
      const step = await call(page, "executions.step", { id, stepId: "tell" });
      return step.data.result;
    }),
  );
}
