import { afterAll, expect, test } from "vitest";
import { check } from "../core/plan/check";
import { toolCatalog } from "../tools/descriptions";
import { createChecking } from "./checking";

const chain = (steps: number) => `name: Large
steps:
${Array.from({ length: steps }, (_, n) => `  - { id: s${n}, tool: transform, operation: set, parameters: { value: ${n} } }`).join("\n")}
`;
const LARGE = chain(400);
const WRONG = `${LARGE}  - { id: s0, tool: transfrom, operation: set, task: unknown one }\n`;

const checking = createChecking();
afterAll(() => checking.close());

test("a large text is understood as a small one is, with the same mistakes at the same places", async () => {
  for (const text of [LARGE, WRONG, chain(2)]) {
    const { plan, definition, diagnostics } = check(text, { catalog: toolCatalog });
    expect(await checking.check(text)).toEqual({ plan, definition, diagnostics });
  }
  expect(await checking.referencedTasks(WRONG)).toEqual(["unknown one"]);
});

test("saved tasks and variables of hooks are known to it", async () => {
  const text = `${LARGE}  - { id: saved, task: The task }\n`;
  const body = { tool: "transform", operation: "set", parameters: { value: 1 } };
  const tasks = new Map([["t1", { id: "t1", name: "The task", body }]]);
  const { plan, diagnostics } = await checking.check(text, { tasks });
  expect(diagnostics).toEqual([]);
  expect(plan?.steps.at(-1)).toMatchObject({ id: "saved", tool: "transform" });
});

test("others go on while a hostile text is read", async () => {
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 0);
  const { plan } = await checking.check(`name: Hostile\nsteps: [${"{},".repeat(39_000)}]`);
  clearInterval(turning);
  expect(plan).toBeNull();
  expect(turns).toBeGreaterThan(0);
});

test("a text that takes too long is refused, and the next one is read", async () => {
  const hasty = createChecking({ maxMs: 0 });
  const refused = await hasty.check(LARGE);
  expect(refused.diagnostics[0]?.message).toContain("takes too long");
  expect((await hasty.check(chain(2))).plan).not.toBeNull();
  await hasty.close();
  const small = createChecking({ small: 0 });
  expect((await small.check(chain(2))).plan).not.toBeNull();
  await small.close();
});
