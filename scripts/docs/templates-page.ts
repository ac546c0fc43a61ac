import { MAX_BRACKETS, TEMPLATE_OPTIONS } from "../../server/core/template/engine";
import { FILTERS, TAGS } from "../../server/core/template/filters";
import {
  CONTEXT_FIELDS,
  CONTEXT_NAMES,
  LOOP_NAMES,
  type LoopName,
  RESERVED_NAMES,
} from "../../server/core/template/names";
import { MAX_DEPTH, MAX_OUTPUT } from "../../server/core/template/render";
import { code, page, table } from "./markdown";

const MEANINGS: Record<(typeof CONTEXT_NAMES)[number], string> = {
  chain_id: "Id of the chain; null when a file runs from the command line.",
  execution_id: "Id of the execution.",
  start_time: "When the execution began, UTC, such as `2025-05-04T05:00:00.000Z`.",
  variables: "`date` (day of the start, UTC) and `user_id`.",
  params: "What the run was started with, with defaults filled in.",
  results: "Results by output key. Every one is also there under its own name: `weather` is `results.weather`.",
  current_step: "Name of the step that the template belongs to.",
  completed_steps: "Names of the steps that have succeeded.",
  errors: "`errors.<step id>` is `{ code, message }`, or null when that step has not failed.",
  steps: "`steps.<step id>`: see below.",
  execution: "This execution: see below.",
  secrets: "`secrets.<name>`, in parameters only. Never stored, logged or shown.",
};

const LOOP_MEANINGS: Record<LoopName, string> = {
  item: "The item that this run is for: in `parameters` and `task_description` of a step with `for_each`.",
  index: "Its number in the list, from 0: where `item` is.",
  iteration:
    "How often the step runs by now, from 1: in `parameters`, `task_description` and `until` of a step with `repeat`.",
};

/** `docs/reference/templates.md`: names, rules, filters, tags and limits. */
export function templatesPage(): string {
  const own = new Set<string>(CONTEXT_NAMES);
  const alsoReserved = [...RESERVED_NAMES].filter((name) => !own.has(name));
  const { parseLimit, renderLimit, memoryLimit } = TEMPLATE_OPTIONS;
  return page("Templates", "`server/core/template/`", [
    "Templates are [Liquid](https://liquidjs.com), locked down. They stand in the `parameters` of a step as `{{ expression }}`, and without braces in conditions: `when`, `until` and `next`.",
    "## Rules",
    [
      "- A text that is exactly one `{{ expression }}` becomes the expression's value, with its type. In a longer text, lists and mappings need `| json`.",
      "- Dots go down, brackets take indexes: `weather.days[0].high`. Names may have hyphens.",
      "- In `parameters` a name that does not exist is an error that lists what exists. In conditions only the first name has to exist; what lies below it may be missing and counts as null.",
      '- Only `false` and null are false. Everything else is true, also `0`, `""` and an empty list. Compare: `list.size > 0`, `text != ""`.',
      "- `and` and `or` are evaluated from right to left, and there are no parentheses. Split a longer condition over two steps.",
      "- Compare with `==`, `!=`, `<`, `>`, `<=`, `>=`, `contains`.",
      "- Dates are UTC unless the `date` filter names a zone.",
      "- The classic form `{weather}` and `{weather.days.0.high}` means the same as `{{ weather }}` and `{{ weather.days[0].high }}` when its first name exists. Any other `{` stays text.",
    ].join("\n"),
    "## Names",
    table(
      ["Name", "What it is"],
      CONTEXT_NAMES.map((name) => [code(name), MEANINGS[name]]),
    ),
    `\`execution\` has ${list(CONTEXT_FIELDS.execution)}; \`steps.<step id>\` has ${list(CONTEXT_FIELDS.step)}. A step that ended without a result (skipped, or failed under \`continue\`) has the result null.`,
    "Inside of loops there are also:",
    table(
      ["Name", "What it is"],
      LOOP_NAMES.map((name) => [code(name), LOOP_MEANINGS[name]]),
    ),
    `No result may have one of these names. Reserved as well: ${list(alsoReserved)}.`,
    "## Filters",
    `${list([...FILTERS].sort())}. They are described in [Liquid's documentation](https://liquidjs.com/filters/overview.html).`,
    "## Tags",
    `${list(TAGS)}. There are no loops and no includes: \`map\`, \`where\`, \`join\` and \`json\` do what most loops are for.`,
    "## Limits",
    table(
      ["What", "At most"],
      [
        ["Length of one template", `${parseLimit.toLocaleString("en-US")} characters`],
        ["Time for one template", `${renderLimit} ms`],
        [
          "Memory for one template",
          `${memoryLimit.toLocaleString("en-US")} units (characters and list items that are made)`,
        ],
        ["Nested brackets", String(MAX_BRACKETS)],
        ["Depth of parameters", `${MAX_DEPTH} levels`],
        ["All rendered texts of one step", `${MAX_OUTPUT.toLocaleString("en-US")} characters`],
      ],
    ),
    "A template that goes past a limit fails its step with `template_error`. The server is not affected.",
  ]);
}

const list = (names: readonly string[]): string => names.map(code).join(", ");
