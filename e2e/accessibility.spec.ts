import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { call, createChain, signIn } from "./fixtures/people";

const SOURCE = `name: For the eyes
steps:
  - { id: a, tool: transform, operation: set, parameters: { value: 1 } }
  - { id: b, tool: flow, operation: fail, parameters: { message: It cannot be. } }
`;

const QUESTION = `name: Asks the eyes
steps:
  - { id: loop, for_each: [1, 2], tool: transform, operation: set, parameters: { value: "{{ item }}" } }
  - id: ask
    tool: flow
    operation: approve
    parameters:
      question: Is it readable?
      answers: { why: { type: string, title: Why }, size: { type: string, enum: [small, large] }, sure: { type: boolean } }
`;

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing on the pages, ${colorScheme}, ${width} wide`, async ({ browser, baseURL }) => {
      test.setTimeout(120_000);
      const context = await browser.newContext({
        baseURL,
        colorScheme,
        viewport: { width, height: 900 },
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await expectNoViolations(page);
      await signIn(page);
      const chainId = await createChain(page, SOURCE);
      const { data } = await call(
        page,
        "executions.start",
        { chainId, params: {}, idempotencyKey: `axe-${colorScheme}-${width}` },
        true,
      );
      const asks = { chainId: await createChain(page, QUESTION), params: {} };
      const asked = await call(
        page,
        "executions.start",
        { ...asks, idempotencyKey: `axe-asks-${colorScheme}-${width}` },
        true,
      );
      const pages = [
        "/approvals",
        `/executions/${asked.data.id}?step=ask`,
        `/executions/${asked.data.id}?step=loop&view=list`,
        "/chains",
        `/chains/${chainId}`,
        `/chains/${chainId}/edit`,
        `/chains/${chainId}/edit?view=graph`,
        `/chains/${chainId}/edit?view=yaml`,
        "/chains/new",
        "/executions",
        `/executions/${data.id}`,
        "/tasks",
        "/tasks?view=saved",
        "/tasks/new?kind=operation",
        "/tasks/new?kind=question",
        "/notifications",
        "/settings",
        "/settings/api",
        "/admin",
      ];
      for (const path of pages) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
        await expectNoViolations(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      await context.close();
    });
  }
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map((violation) => `${page.url()} ${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
}
