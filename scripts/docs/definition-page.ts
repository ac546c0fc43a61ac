import { z } from "zod";
import { MAX_DEPENDENCIES } from "../../server/core/definition/dependency-limit";
import { MAX_ALIASES, MAX_DEPTH } from "../../server/core/definition/event-reader";
import { MAX_CHARACTERS, MAX_SEPARATORS } from "../../server/core/definition/read-text";
import { chain, MAX_STEPS } from "../../server/core/definition/schema/chain";
import { param } from "../../server/core/definition/schema/param";
import { UNSUPPORTED_IN_CHAIN, UNSUPPORTED_IN_STEP } from "../../server/core/definition/unsupported";
import { type Schema, typeWords } from "../../server/tools/describe-operation";
import { code, page, table } from "./markdown";

type UnsupportedRow = (typeof UNSUPPORTED_IN_CHAIN)[number];

/** `docs/reference/definition.md`: every key of a chain and of a step. */
export function definitionPage(): string {
  const format = schemaOf(chain);
  const { schedule, retry, share, steps, concurrency } = format.properties ?? {};
  const step = steps?.items ?? {};
  const { next, repeat, pass, for_each, limits } = step.properties ?? {};
  return page("Chain definition", "`server/core/definition/schema/`", [
    "One format, as YAML or JSON. Keys that it does not know are errors. The same as JSON Schema: `/api/chain-definition.schema.json` on a running server.",
    "## Chain",
    keys(format, UNSUPPORTED_IN_CHAIN),
    "### params",
    "`params.<name>` says what a run asks for. Templates see the value as `params.<name>`, and the run form is made from it.",
    keys(schemaOf(param), []),
    "### schedule",
    schedule?.description ?? "",
    keys(schedule ?? {}, []),
    "### share",
    share?.description ?? "",
    keys(share ?? {}, []),
    "### concurrency",
    concurrency?.description ?? "",
    keys(concurrency?.anyOf?.find(({ properties }) => properties !== undefined) ?? {}, []),
    "## Step",
    keys(step, UNSUPPORTED_IN_STEP),
    "A step does one thing: it is direct (`tool` and `operation`), orchestrated (`execution_mode: orchestrated` and `task_description`), does a saved task (`task`), or runs a chain (`chain`).",
    "How the keys work together, with examples: [Branches, loops and failures](../branches-and-loops.md).",
    "### next",
    next?.description ?? "",
    keys(next?.items ?? {}, []),
    "### repeat",
    repeat?.description ?? "",
    keys(repeat ?? {}, []),
    "Only `parameters`, `task_description` and `until` of the step see `iteration`.",
    "### for_each",
    for_each?.description ?? "",
    "Only `parameters` and `task_description` of the step see `item` and `index` (from 0). `timeout` and `retry` are for one item, `total_timeout` is for the whole loop.",
    "### retry",
    "For a chain and for a step.",
    keys(retry ?? {}, []),
    "### pass",
    pass?.description ?? "",
    keys(pass ?? {}, []),
    "### limits",
    limits?.description ?? "",
    keys(limits ?? {}, []),
    "What a model may do and how it is asked: [Language models](../language-models.md).",
    "## The classic form",
    "Accepted everywhere: `{weather}` for `{{ weather }}`, `retry_config` for `retry`, `repeat_config` for `repeat`, `next_step_logic` for `next`, and policies in capitals (`STOP`).",
    "## Limits",
    table(
      ["What", "At most"],
      [
        ["The text", `${MAX_CHARACTERS.toLocaleString("en-US")} characters`],
        ["Its line ends, commas, opening brackets and dashes", MAX_SEPARATORS.toLocaleString("en-US")],
        ["Nesting", `fewer than ${MAX_DEPTH} levels`],
        ["Aliases (`*name`)", String(MAX_ALIASES)],
        ["Steps", MAX_STEPS.toLocaleString("en-US")],
        ["Dependencies between all steps, written or read", MAX_DEPENDENCIES.toLocaleString("en-US")],
      ],
    ),
    "A text that goes past one is refused with an error. Templates have [limits of their own](templates.md#limits).",
    "## Not supported yet",
    "The format knows these keys and values; this version refuses them with `not supported yet: <key>`, it never ignores them.",
    table(
      ["Where", "What"],
      [
        ["chain", unsupported(UNSUPPORTED_IN_CHAIN, format)],
        ["step", unsupported(UNSUPPORTED_IN_STEP, step)],
      ],
    ),
  ]);
}

const schemaOf = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as unknown as Schema;

/** One row a key; what is not built at all has a list of its own. */
function keys(schema: Schema, refused: readonly UnsupportedRow[]): string {
  const whole = new Set(
    refused.filter((row) => row.at.length === 1 && row.refuses === undefined).map(({ at }) => at[0]),
  );
  const rows = Object.entries(schema.properties ?? {})
    .filter(([name, { description }]) => !whole.has(name) && description !== "Not supported yet.")
    .map(([name, property]) => {
      const { meaning, usual } = split(property);
      const required = schema.required?.includes(name) === true && property.default === undefined;
      return [code(name), kind(name, property), required ? "required" : usual, meaning];
    });
  return table(["Key", "Value", "Default", "Meaning"], rows);
}

/** Descriptions end with "Default …." where there is one. */
function split({ description = "", default: given }: Schema): { meaning: string; usual: string } {
  const [, meaning = description, usual] = /^([\s\S]*?)\s*Default (.+)\.$/.exec(description) ?? [];
  return { meaning, usual: usual ?? (given === undefined ? "" : String(given)) };
}

const MAPPINGS: readonly string[] = [
  "retry",
  "retry_config",
  "repeat",
  "repeat_config",
  "share",
  "pass",
  "schedule",
  "limits",
];

function kind(name: string, schema: Schema): string {
  if (MAPPINGS.includes(name)) return "mapping, see below";
  if (name === "concurrency" && schema.anyOf) return "whole number, or mapping, see below";
  if (name === "next" || name === "next_step_logic") return "list of cases, see below";
  if (name === "for_each") return "list, or template";
  if (name === "params") return "mapping, see below";
  if (name === "output_schema") return "JSON Schema";
  if (name === "model") return "name, or { platform, type }";
  if (name === "steps") return "list of steps, see below";
  if (name === "default") return "any value";
  if (name === "enum") return "list";
  if (name === "depends_on") return "list";
  if (schema.enum) return values(schema).map(code).join(", ");
  if (schema.anyOf) return schema.anyOf.map((branch) => kind("", branch)).join(" or ");
  if (schema.type === "object") return "mapping";
  return typeWords(schema);
}

/** Without the spellings in capitals. */
const values = (schema: Schema): string[] =>
  (schema.enum ?? []).map(String).filter((value) => value !== value.toUpperCase() || /^\d/.test(value));

function unsupported(rows: readonly UnsupportedRow[], schema: Schema): string {
  return rows
    .flatMap(({ at, refuses }) => {
      const key = at.join(".");
      const known = values(at.reduce((inside: Schema, name) => inside.properties?.[name] ?? {}, schema));
      return refuses === undefined || known.length === 0
        ? [key]
        : known.filter(refuses).map((value) => `${key}: ${value}`);
    })
    .map(code)
    .join(", ");
}
