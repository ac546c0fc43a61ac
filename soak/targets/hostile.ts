import { monitorEventLoopDelay } from "node:perf_hooks";
import { createChecking } from "../../server/checking/checking";
import { evaluateCondition, renderValue } from "../../server/core/template/render";
import { ms, type Target } from "./target";

const step = (rest: string) => `name: Hostile\nsteps:\n  - { id: a, tool: transform, operation: set, ${rest} }\n`;
const template = (text: string) => () => renderValue({ text }, { list: Array.from({ length: 1_000 }, (_, n) => n) });
const condition = (text: string) => () => evaluateCondition(text, { a: "x".repeat(10_000) });
const checking = createChecking();
const text = (yaml: string) => () => checking.check(yaml);

/** What somebody might write to stop the server; none of it may take long, whatever it ends with. */
const ATTACKS: Readonly<Record<string, () => unknown>> = {
  "a loop of a billion": template("{% for i in (1..1000000000) %}x{% endfor %}"),
  "loops in loops": template(`${"{% for i in (1..1000) %}".repeat(4)}x${"{% endfor %}".repeat(4)}`),
  "loops over a list": template(`${"{% for i in list %}".repeat(3)}x${"{% endfor %}".repeat(3)}`),
  "a text that doubles": template(`{% assign s = "xxxxxxxxxx" %}${"{% assign s = s | append: s %}".repeat(60)}{{ s }}`),
  "a long range": template("{{ (1..1000000000) | join: ',' }}"),
  "deep parentheses": condition(`${"(".repeat(5_000)}a${")".repeat(5_000)}`),
  "a long chain of or": condition(Array.from({ length: 20_000 }, () => "a == 1").join(" or ")),
  "a pattern that backtracks": condition(`a contains "${"x".repeat(5_000)}y"`),
  "a template of a megabyte": template("{{ list | first }}".repeat(60_000)),
  "a billion laughs": text(
    [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefghi".split("").map((key, index) => {
        const above = "abcdefgh"[index];
        return `${key}: &${key} [${Array.from({ length: 9 }, () => `*${above}`).join(",")}]`;
      }),
    ].join("\n"),
  ),
  "deep YAML": text(`${"[".repeat(20_000)}${"]".repeat(20_000)}`),
  "brackets that nothing opened": text("]".repeat(200_000)),
  "nothing but mistakes": text(`a: ${"@ ".repeat(60_000)}\n${"b\n".repeat(60_000)}`),
  "a wide YAML": text(`name: Hostile\nsteps: [${"{},".repeat(50_000)}]`),
  "a long line": text(step(`parameters: { value: "${"x".repeat(900_000)}" }`)),
  "a graph that goes round": text(
    `name: Round\nsteps:\n${Array.from(
      { length: 500 },
      (_, n) =>
        `  - { id: s${n}, tool: transform, operation: set, parameters: { value: 1 }, depends_on: [s${(n + 1) % 500}] }`,
    ).join("\n")}\n`,
  ),
  "a graph of everything to everything": text(
    `name: Dense\nsteps:\n${Array.from(
      { length: 200 },
      (_, n) =>
        `  - { id: s${n}, tool: transform, operation: set, parameters: { value: 1 }, depends_on: [${Array.from({ length: n }, (_, m) => `s${m}`).join(", ")}] }`,
    ).join("\n")}\n`,
  ),
  "names that are all nearly right": text(
    `name: Near\nsteps:\n${Array.from({ length: 500 }, (_, n) => {
      const id = `${"ab".repeat(26)}-${n}`;
      return `  - { id: ${id}, tool: transform, operation: set, parameters: { value: 1 }, depends_on: [${"ba".repeat(26)}-${n}] }`;
    }).join("\n")}\n`,
  ),
  "a condition that is a loop": text(
    step('when: "{% for i in (1..1000000000) %}{% endfor %}", parameters: { value: 1 }'),
  ),
};

/** A chain as people write it, in both ways that YAML has, with a name that is not quite right. */
const chainOf = (steps: number) =>
  `name: Real\nsteps:\n${Array.from({ length: steps }, (_, n) =>
    n % 2 === 0
      ? `  - id: step-${n}\n    tool: transform\n    operation: set\n    parameters:\n      value: "item ${n}"\n`
      : `  - { id: step-${n}, tool: transform, operation: set, parameters: { value: ${n} }, depends_on: [step-${n - 1}] }\n`,
  ).join("")}  - { id: last, tool: transform, operation: set, parameters: { value: 1 }, depends_on: [stepp-0] }\n`;

/**
 * Templates and conditions are worked out on the one thread, and large texts are checked on another: what counts is how soon
 * the answer comes, and how long nobody else got one.
 */
export async function measureHostile(): Promise<Target> {
  // A server has long compiled its own code when somebody attacks it: small texts are read here, large ones on the thread.
  for (let warm = 0; warm < 20; warm += 1) for (const steps of [1, 300]) await checking.check(chainOf(steps));
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const times: { name: string; took: number; refused: boolean }[] = [];
  for (const [name, attack] of Object.entries(ATTACKS)) {
    const began = performance.now();
    const refused = await isRefused(attack);
    times.push({ name, took: performance.now() - began, refused });
    // The delay is noted at the next turn.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stalls.disable();
  await checking.close();
  const slowest = times.sort((a, b) => b.took - a.took);
  const words = (refused: boolean, count: number) =>
    slowest
      .filter((one) => one.refused === refused)
      .slice(0, count)
      .map(({ name, took }) => `${name} ${ms(took)}`)
      .join(", ");
  const worst = slowest.find(({ refused }) => refused)?.took ?? 0;
  const stall = stalls.max / 1e6;
  return {
    what: "hostile template, condition, YAML, graph",
    target: "error ≤ 50 ms, no stall > 100 ms",
    measured: `${times.length} attacks; errors: ${words(true, 3)}; no errors: ${words(false, 2)}; longest stall ${ms(stall)}`,
    met: worst <= 50 && stall <= 100,
  };
}

/** Whether an attack ends in an error; else it was large, and nothing is wrong with it. */
async function isRefused(attack: () => unknown): Promise<boolean> {
  try {
    const answer = await attack();
    return typeof answer === "object" && answer !== null && "plan" in answer && answer.plan === null;
  } catch {
    return true;
  }
}
