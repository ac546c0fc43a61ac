import { expect, test } from "@playwright/test";
import { call, createChain, signIn } from "./fixtures/people";

const NIGHTLY = `name: Nightly numbers
schedule: { frequency: daily, time: "02:30", timezone: America/New_York, catch_up: latest }
steps:
  - { id: tell, tool: transform, operation: set, parameters: { value: "{{ variables.scheduled_for }}" } }
`;

const PLAIN = `name: Plain numbers
steps:
  - { id: one, tool: transform, operation: set, parameters: { value: 1 } }
`;

test("the simulator shows what a change of the clock and an outage make of a schedule", async ({ page }) => {
  await signIn(page);
  await page.goto("/schedules");
  const simulator = page.getByRole("region", { name: "Try a schedule" });
  await simulator.getByRole("textbox", { name: "Time" }).fill("02:30");
  await simulator.getByRole("combobox", { name: "Zone" }).fill("America/New_York");
  await simulator.getByLabel("From", { exact: true }).fill("2027-03-12");
  const runs = simulator.getByRole("list", { name: "Runs" }).getByRole("listitem");
  await expect(runs).toHaveCount(10);
  await expect(runs.nth(2)).toContainText("03:00 EDT");
  await expect(runs.nth(2)).toContainText("No 02:30 that day: 02:00 becomes 03:00. Runs at 03:00.");
  await simulator.getByLabel("Server down from").fill("2027-03-15T01:00");
  await simulator.getByLabel("until").fill("2027-03-15T09:00");
  await expect(runs.nth(3)).toContainText("Runs at 09:00 EDT, when it is back.");
  await simulator.getByRole("combobox", { name: "If runs were missed" }).click();
  await page.getByRole("option", { name: "Leave them out" }).click();
  await expect(runs.nth(3)).toContainText("Missed: the server is down then.");
  await simulator.getByRole("radio", { name: "Cron" }).click();
  await simulator.getByRole("textbox", { name: "Cron" }).fill("0 0 31 2 *");
  await expect(simulator.getByRole("alert")).toContainText("never");
  await simulator.getByRole("textbox", { name: "Cron" }).fill("*/15 * * * *");
  await simulator.getByRole("button", { name: "40 more" }).click();
  await expect(runs).toHaveCount(50);
});

test("a chain gets a schedule on the page, and pauses and goes on with it", async ({ page }) => {
  await signIn(page);
  const chainId = await createChain(page, PLAIN);
  await page.goto("/schedules");
  await page.getByRole("button", { name: "Schedule a chain" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Schedule a chain" });
  await dialog.getByRole("combobox", { name: "Chain", exact: true }).click();
  await page.getByRole("option", { name: "Plain numbers" }).click();
  await dialog.getByRole("radio", { name: "Weekly" }).click();
  await dialog.getByRole("button", { name: "friday" }).click();
  await dialog.getByRole("combobox", { name: "Zone" }).fill("Europe/Berlin");
  await expect(dialog.getByText("Every Monday and Friday at 05:00 (Europe/Berlin).")).toBeVisible();
  await dialog.getByRole("button", { name: "Publish the schedule" }).click();
  const row = page.getByRole("row", { name: /Plain numbers/ });
  await expect(row).toContainText("Every Monday and Friday at 05:00");
  const on = row.getByRole("switch", { name: "Schedule of Plain numbers" });
  await expect(on).toBeChecked();
  await on.click();
  await expect(row).toContainText("Paused by Admin.");
  await on.click();
  await expect(on).toBeChecked();
  const { data } = await call(page, "chains.get", { id: chainId });
  expect(data.version.source).toContain("day_of_week");
  expect(data.version.number).toBe(2);
});

test("a backfill runs the moments of a window over a change of the clock, each with its moment", async ({ page }) => {
  await signIn(page);
  const chainId = await createChain(page, NIGHTLY);
  await page.goto(`/chains/${chainId}?tab=schedule`);
  await page.getByRole("button", { name: "Backfill" }).click();
  const dialog = page.getByRole("dialog", { name: "Backfill Nightly numbers" });
  await dialog.getByLabel("From").fill("2026-03-07T00:00");
  await dialog.getByLabel("To").fill("2026-03-10T00:00");
  await expect(dialog.getByRole("listitem")).toHaveText([
    "Sat 7 Mar 02:30 EST",
    "Sun 8 Mar 03:00 EDT",
    "Mon 9 Mar 02:30 EDT",
  ]);
  await dialog.getByRole("button", { name: "Start 3 runs" }).click();
  await expect(page.getByRole("list", { name: "Backfills" })).toContainText("3 of 3 runs started: 3 succeeded.", {
    timeout: 30_000,
  });
  const { data } = await call(page, "executions.list", { chainId, limit: 10 });
  const told = await Promise.all(
    data.items.map(async ({ id }: { id: string }) => {
      const { data: step } = await call(page, "executions.step", { id, stepId: "tell" });
      return JSON.stringify(step);
    }),
  );
  for (const moment of ["2026-03-07T07:30:00.000Z", "2026-03-08T07:00:00.000Z", "2026-03-09T06:30:00.000Z"])
    expect(told.filter((text) => text.includes(moment))).toHaveLength(1);
});
