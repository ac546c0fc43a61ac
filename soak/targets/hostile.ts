import { check } from "../../server/core/plan/check";
import { evaluateCondition, renderValue } from "../../server/core/template/render";
import { toolCatalog } from "../../server/tools/descriptions";
import { ms, type Target } from "./target";

const step = (rest: string) => `name: Hostile\nsteps:\n  - { id: a, tool: transform, operation: set, ${rest} }\n`;
const template = (text: string) => () => renderValue({ text }, { list: Array.from({ length: 1_000 }, (_, n) => n) });
const condition = (text: string) => () => evaluateCondition(text, { a: "x".repeat(10_000) });
const text = (yaml: string) => () => check(yaml, { catalog: toolCatalog });

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

/** All of it happens on the one thread, so the time of the slowest is also the longest stall. */
export function measureHostile(): Target {
  // A server has long compiled its own code when somebody attacks it.
  for (let warm = 0; warm < 5; warm += 1) check(step("parameters: { value: 1 }"), { catalog: toolCatalog });
  const times = Object.entries(ATTACKS).map(([name, attack]) => {
    const began = performance.now();
    try {
      attack();
    } catch {
      // An error is the usual answer; what counts is how soon it comes.
    }
    return { name, took: performance.now() - began };
  });
  const slowest = times.sort((a, b) => b.took - a.took);
  const worst = slowest.slice(0, 4).map(({ name, took }) => `${name} ${ms(took)}`);
  return {
    what: "hostile template, condition, YAML, graph",
    target: "error ≤ 50 ms, no stall > 100 ms",
    measured: `${worst.join(", ")} (${times.length} attacks)`,
    met: (slowest[0]?.took ?? 0) <= 50,
  };
}
