import { z } from "zod";
import { chain } from "../../server/core/definition/schema/chain";
import { param } from "../../server/core/definition/schema/param";
import { UNSUPPORTED_IN_CHAIN, UNSUPPORTED_IN_STEP } from "../../server/core/definition/unsupported";
import { type Schema, typeWords } from "../../server/tools/describe-operation";
import { code, page, table } from "./markdown";

type UnsupportedRow = (typeof UNSUPPORTED_IN_CHAIN)[number];

/** `docs/reference/definition.md`: every key of a chain and of a step. */
export function definitionPage(): string {
  const format = schemaOf(chain);
  const { schedule, retry, share, steps } = format.properties ?? {};
  const step = steps?.items ?? {};
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
    "## Step",
    keys(step, UNSUPPORTED_IN_STEP),
    "A step is either direct (`tool` and `operation`) or orchestrated (`execution_mode: orchestrated` and `task_description`).",
    "### retry",
    "For a chain and for a step.",
    keys(retry ?? {}, []),
    "### pass",
    step.properties?.pass?.description ?? "",
    keys(step.properties?.pass ?? {}, []),
    "## The classic form",
    "Accepted everywhere: `{weather}` for `{{ weather }}`, `retry_config` for `retry`, and policies in capitals (`STOP`).",
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

function kind(name: string, schema: Schema): string {
  if (["retry", "retry_config", "share", "pass", "schedule"].includes(name)) return "mapping, see below";
  if (name === "params") return "mapping, see below";
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
