import { page } from "./markdown";
import { rulesOf } from "./rule-tables";

/** The chapters of the page: titles, and the files whose tables they show. */
const CHAPTERS: readonly (readonly [title: string, rules: readonly (readonly [title: string, file: string])[]])[] = [
  [
    "The order of steps",
    [
      ["What a step depends on", "plan/dependencies.ts"],
      ["order: auto", "plan/auto-order.ts"],
      ["When a step is ready", "execution/joining.ts"],
      ["When its turn has come", "execution/launching.ts"],
      ["How an ended step counts", "execution/outcome.ts"],
    ],
  ],
  [
    "Choices",
    [
      ["The ways out of a step", "plan/next.ts"],
      ["Which way is taken", "execution/choosing.ts"],
    ],
  ],
  [
    "Loops",
    [
      ["What is written", "plan/loops.ts"],
      ["repeat", "execution/succeeding.ts"],
      ["for_each", "execution/looping.ts"],
    ],
  ],
  [
    "Failures",
    [
      ["A failed attempt", "execution/failing.ts"],
      ["The policy of a step", "plan/policies.ts"],
      ["Whether a failure is handled", "execution/policies.ts"],
    ],
  ],
  [
    "Steps that stand by",
    [
      ["What is allowed", "plan/roles.ts"],
      ["When they run", "execution/standing-by.ts"],
    ],
  ],
  [
    "The end",
    [
      ["Ways to end", "execution/ending.ts"],
      ["How an end completes", "execution/finishing.ts"],
      ["How running things stop", "execution/stopping.ts"],
      ["After a crash", "execution/recovering.ts"],
    ],
  ],
  [
    "What may be read where",
    [
      ["Places and names", "plan/step-texts.ts"],
      ["Results of other steps", "plan/check-results.ts"],
    ],
  ],
  [
    "Executions among each other",
    [
      ["Concurrency", "plan/concurrency.ts"],
      ["What a replay keeps", "execution/replaying.ts"],
    ],
  ],
  ["Explanations", [["Why a step is where it is", "execution/explain.ts"]]],
];

/** `docs/reference/rules.md`: every rule of the engine, from the comments on top of the files that carry it out. */
export function rulesPage(): string {
  const titles = new Map(CHAPTERS.flatMap(([, rules]) => rules.map(([title, file]) => [nameOf(file), title] as const)));
  const parts = CHAPTERS.flatMap(([chapter, rules]) => [
    `## ${chapter}`,
    ...rules.flatMap(([title, file]) => [`### ${title}`, ...rulesOf(file).map((part) => linked(part, titles))]),
  ]);
  return page("Rules", "the tables on top of the files in `server/core/`", [
    "What the engine does, rule by rule. States, reasons and events are on [States](states.md); the keys are in [Chain definition](definition.md); how to use them is in [Branches, loops and failures](../branches-and-loops.md).",
    ...parts,
  ]);
}

const nameOf = (file: string): string => file.split("/").at(-1) ?? file;

/** "see `outcome.ts`" becomes a link to what that file says. */
function linked(text: string, titles: ReadonlyMap<string, string>): string {
  return text.replace(/`([a-z-]+\.ts)`/g, (all, file: string) => {
    const title = titles.get(file);
    return title === undefined ? all : `[${title}](#${anchor(title)})`;
  });
}

const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, "")
    .replaceAll(" ", "-");
