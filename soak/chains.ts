/** The chains that run while things break: each uses one feature, and says how its executions have to end. */
import { z } from "zod";
import type { ExecutionStatus } from "../server/core/execution/states";
import type { ToolCatalog } from "../server/core/plan/catalog";
import { check } from "../server/core/plan/check";
import type { Plan } from "../server/core/plan/plan";
import { ANSWERS, RECEIVER_VARIABLE, webhook } from "./deliveries/expected";

/** What a person does to its executions, as soon as it can be done. */
export type Steering = "cancel" | "pause" | "none";

export interface SoakChain {
  name: string;
  plan: Plan;
  steering: Steering;
  /** What is allowed in the end; more than one when a person's order may come too late. */
  ends: readonly ExecutionStatus[];
  /** Of steps whose result does not depend on what broke. */
  results: Readonly<Record<string, unknown>>;
  /** Deliveries of hooks that an execution owes when it has ended, by `moment:step`, or `moment` of the whole. */
  tells: Readonly<Record<string, number>>;
}

/** One operation, `test.do`, whose parameter `act` says what it does: see `worker-orders.ts`. */
const operation = { tool: "test", operation: "do", summary: "Does what it is told." };
const catalog: ToolCatalog = new Map([
  ["test.do", { ...operation, input: z.looseObject({}), output: z.unknown() as z.ZodType }],
]);

/** `step` writes a step that calls `test.do`; `rest` is YAML of the flow form. */
const step = (id: string, rest = "", act = "") =>
  `  - { id: ${id}, tool: test, operation: do${act && `, parameters: { act: { ${act} } }`}${rest && `, ${rest}`} }`;

function chain(
  name: string,
  steps: string[],
  rest: Partial<Omit<SoakChain, "name" | "plan">> & { head?: string } = {},
): SoakChain {
  const { head = "", steering = "none", ends = ["succeeded"], results = {}, tells = {} } = rest;
  const { plan, diagnostics } = check(`name: ${name}\n${head}steps:\n${steps.join("\n")}\n`, {
    catalog,
    hookEnv: [RECEIVER_VARIABLE],
  });
  if (plan === null) throw new Error(`${name}: ${diagnostics.map(({ message }) => message).join(" ")}`);
  return { name, plan, steering, ends, results, tells };
}

const QUICK_RETRY = "retry: { max_attempts: 4, initial_delay: 0.1, jitter: false }";

const [plain, flaky, moved] = [webhook(ANSWERS.plain), webhook(ANSWERS.flaky), webhook(ANSWERS.moved)];
const decides = webhook(ANSWERS.decides, ", on_error: fail");

/** The chain that another one runs as a step. */
export const childChain = chain("Child", [
  step("first", "", "kind: give, value: 3"),
  step("second", "", "kind: give, value: 7"),
]);

/** Ends its process each time it runs. */
export const bombChain = chain("Bomb", [step("bomb", "", "kind: crash"), step("after")], { ends: ["failed"] });

/** One step; what a burst of work is made of. */
export const oneStepChain = chain("One step", [step("only")]);

/** A step that runs until it is told to stop. */
export const longChain = chain("Long", [step("hold", "", "kind: hang")], { steering: "cancel", ends: ["canceled"] });

/** Steps one after the other, slow enough to be going on whenever something breaks. */
export const steadyChain = chain(
  "Steady",
  Array.from({ length: 8 }, (_, index) => step(`s${index}`, "", index % 2 === 1 ? "kind: wait, ms: 150" : "")),
);

/** All features at work. */
export const soakChains: readonly SoakChain[] = [
  chain(
    "Sequence",
    [
      step("a"),
      step("b"),
      step("c"),
      step("d", "", "kind: give, value: 4"),
      step("e", "", "kind: large, length: 300000"),
    ],
    { results: { d: 4 } },
  ),
  chain("Fan", [
    step("source"),
    ...["p", "q", "r", "s", "t"].map((id) => step(id, "depends_on: [source]")),
    step("sink", "depends_on: [p, q, r, s, t]"),
  ]),
  chain("Retried", [step("flaky", QUICK_RETRY, "kind: fail, times: 2"), step("after")], {
    results: { flaky: "at last" },
  }),
  chain("Waits", [step("short", "", "kind: wait, ms: 200"), step("long", "", "kind: wait, ms: 2600"), step("after")], {
    results: { long: "waited" },
  }),
  chain("Unhandled", [step("a"), step("breaks", "", "kind: fail"), step("never")], { ends: ["failed"] }),
  chain("Handled", [step("breaks", "error_policy: continue", "kind: fail"), step("after")]),
  chain("Canceled", [step("a"), step("hold", "", "kind: hang"), step("never")], {
    steering: "cancel",
    ends: ["canceled"],
  }),
  chain("Paused", [step("a"), step("wait", "", "kind: wait, ms: 700"), step("b"), step("c")], { steering: "pause" }),
  chain("Manual", [step("a"), step("person", "trigger: manual"), step("after")]),
  chain("Asked", [step("question", "", "kind: ask"), step("after")], { results: { question: { answer: "yes" } } }),
  chain(
    "Loop",
    [step("each", "for_each: [1, 2, 3, 4, 5, 6, 7, 8], concurrency: 3", "kind: give, value: 1"), step("after")],
    { results: { each: [1, 1, 1, 1, 1, 1, 1, 1] } },
  ),
  chain("Repeat", [step("again", "repeat: { max: 4, every: 0.1 }"), step("after")]),
  chain("Branch", [
    step("choose", 'next: [{ when: "choose == 2", goto: right }, { goto: left }]', "kind: give, value: 2"),
    step("left"),
    step("right"),
    step("merge", "depends_on: [left, right]"),
  ]),
  chain(
    "Stand-in",
    [
      step("breaks", "alternative: other", "kind: fail"),
      step("other", "", "kind: give, value: 5"),
      step("after", "depends_on: [breaks]"),
    ],
    { results: { other: 5 } },
  ),
  chain(
    "Rollback",
    [step("book", "compensate: unbook"), step("unbook"), step("breaks", "depends_on: [book]", "kind: fail")],
    { head: "error_policy: rollback\n", ends: ["failed"] },
  ),
  chain("Parent", ["  - { id: child, chain: Child }", step("after")], {
    results: { child: { first: 3, second: 7 } },
  }),
  chain(
    "Hooked",
    [
      step(
        "told",
        `hooks: { task_started: [${plain}], task_finished: [{ type: transform, params: { set: { one: 1 } } }, ${flaky}, ${plain}] }`,
      ),
      step("asks", `hooks: { task_finished: [${decides}] }`),
      step("after"),
    ],
    {
      head: `hooks: { task_finished: [{ type: metric, params: { name: steps_done } }], workflow_finished: [${moved}, ${plain}] }\n`,
      tells: {
        ...{ "task_started:told": 1, "task_finished:told": 4, "task_finished:asks": 2, "task_finished:after": 1 },
        workflow_finished: 2,
      },
    },
  ),
  chain(
    "Hooked, failing",
    [
      step("breaks", `hooks: { task_finished: [${plain}, ${flaky}] }`, "kind: fail"),
      step("never", `hooks: { task_started: [${plain}] }`),
    ],
    {
      ...{ head: `hooks: { workflow_finished: [${plain}] }\n`, ends: ["failed"] },
      tells: { "task_finished:breaks": 2, workflow_finished: 1 },
    },
  ),
  chain("Keyed", [step("a", "", "kind: wait, ms: 100"), step("b")], { head: "concurrency: { key: one, limit: 2 }\n" }),
];

/** One of them. */
export function chainNamed(name: string): SoakChain {
  const found = soakChains.find((one) => one.name === name);
  if (!found) throw new Error(`There is no chain "${name}".`);
  return found;
}
