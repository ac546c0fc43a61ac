import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { ADMIN, call } from "./fixtures/people";

test("the first visitor needs the code from the terminal, creates the administrator, and gets sample chains", async ({
  page,
}) => {
  await page.goto("/setup?token=wrong");
  await page.getByLabel("Name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page.getByText("The setup code is not right")).toBeVisible();

  const token = readFileSync(path.join(process.env.E2E_HOME ?? "", "setup-token"), "utf8");
  await page.goto(`/setup?token=${token}`);
  await page.getByLabel("Name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page).toHaveURL(/\/chains/);
  for (const name of ["Shop checkout", "Deals report", "Morning Brief Generator"]) {
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  }
  expect((await call(page, "session.me", undefined)).data.role).toBe("admin");
});
