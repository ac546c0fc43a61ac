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
  "a condition that is a loop": text(
    step('when: "{% for i in (1..1000000000) %}{% endfor %}", parameters: { value: 1 }'),
  ),
};

/**
 * Templates and conditions are worked out on the one thread, and large texts are checked on another: what counts is how soon
 * the answer comes, and how long nobody else got one.
 */
export async function measureHostile(): Promise<Target> {
  // A server has long compiled its own code when somebody attacks it.
  for (const size of [1, 20_000])
    for (let warm = 0; warm < 5; warm += 1) await checking.check(step(`parameters: { value: "${"x".repeat(size)}" }`));
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const times: { name: string; took: number }[] = [];
  for (const [name, attack] of Object.entries(ATTACKS)) {
    const began = performance.now();
    try {
      await attack();
    } catch {
      // An error is the usual answer; what counts is how soon it comes.
    }
    times.push({ name, took: performance.now() - began });
    // The delay is noted at the next turn.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stalls.disable();
  await checking.close();
  const slowest = times.sort((a, b) => b.took - a.took);
  const worst = slowest.slice(0, 4).map(({ name, took }) => `${name} ${ms(took)}`);
  const stall = stalls.max / 1e6;
  return {
    what: "hostile template, condition, YAML, graph",
    target: "error ≤ 50 ms, no stall > 100 ms",
    measured: `${worst.join(", ")} (${times.length} attacks), longest stall ${ms(stall)}`,
    met: (slowest[0]?.took ?? 0) <= 50 && stall <= 100,
  };
}
